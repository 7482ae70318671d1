-- What each tier first said of the matter of an event within thirty days after it, in the matter's own words: that something is so,
-- that it is not; and how far it admitted it.
with happened as (
    select e.what as event, e."at" as happened_at, e.matter
    from event as e
    where e.kind = 'event' and e.matter is not null
),
spoken as (
    select distinct s.version, s.start, s.matter
    from status as s
    inner join mention as m
        on m.version = s.version and m.matter = s.matter and m.start >= s.start and m."end" <= s."end"
),
said as (
    select
        h.event,
        h.happened_at,
        h.matter,
        s.tier,
        case when s.stands = -1 then 'denied' else 'spoke' end as says,
        s.version,
        s.start,
        s."end",
        s.post,
        s.source,
        s.published_at,
        s.precision_us,
        s.status
    from happened as h
    inner join status as s on s.matter = h.matter
    inner join spoken as n on n.version = s.version and n.start = s.start and n.matter = s.matter
    where s.voice in ('own', 'endorsed') and s.form = 'said' and s.published_at >= h.happened_at
        and s.published_at < h.happened_at + 2592000000000
    union all
    select
        h.event,
        h.happened_at,
        h.matter,
        a.tier,
        a.grade as says,
        a.version,
        a.start,
        a."end",
        a.post,
        a.source,
        a.published_at,
        p.precision_us,
        null as status
    from happened as h
    inner join admission as a on a.matter = h.matter
    inner join post as p on p.post = a.post
    where a.voice in ('own', 'endorsed') and a.grade in ('euphemised', 'partly', 'plainly') and a.published_at >= h.happened_at
        and a.published_at < h.happened_at + 2592000000000
),
counted as (
    select event, happened_at, tier, says, count(distinct source) as sources from said group by event, happened_at, tier, says
),
ranked as (
    select
        s.*,
        row_number() over (
            partition by s.event, s.happened_at, s.tier, s.says order by s.published_at, s.version, s.start
        ) as place
    from said as s
)
select
    r.event,
    r.happened_at,
    r.matter,
    r.tier,
    r.says,
    r.version,
    r.start,
    r."end",
    r.post,
    r.source,
    r.published_at,
    r.precision_us,
    r.published_at - r.happened_at as lag_us,
    r.status,
    c.sources
from ranked as r
inner join counted as c
    on c.event = r.event and c.happened_at = r.happened_at and c.tier = r.tier and c.says = r.says
where r.place = 1

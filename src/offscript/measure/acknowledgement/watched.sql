-- For each matter and grade, every source with a tier that was collected after the first outside report: its first post, if any.
with about as (
    select
        m.matter,
        m.post,
        m.version,
        m.start,
        m."end",
        p.source,
        p.tier,
        p.published_at,
        p.precision_us
    from matter as m
    inner join post as p on p.post = m.post
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window and m.start is not null
),
outside as (
    select
        *,
        row_number() over (partition by matter order by published_at, post, start) as place
    from about
    where tier in ('monitor', 'foreign', 'adversary', 'independent', 'opposition')
),
begun as (
    select matter, source, published_at as begun_at, precision_us as begun_error_us from outside where place = 1
),
spoken as (
    select
        matter,
        source,
        'mention' as grade,
        published_at,
        precision_us,
        version,
        start,
        "end",
        row_number() over (partition by matter, source order by published_at, post, start) as place
    from about
    union all
    select matter, source, grade, published_at, lag_error_us, version, start, "end", 1
    from admitted
    where grade in ('euphemised', 'partly', 'plainly')
),
grade as (
    select 'mention' as grade
    union all
    select distinct grade from admitted where grade in ('euphemised', 'partly', 'plainly')
),
held as (
    select
        c.source,
        min(c.day_us) as from_us,
        max(c.day_us) + 86400000000 as to_us
    from coverage as c
    where c.covered_us > 0
    group by c.source
)
select
    b.matter,
    g.grade,
    s.source,
    s.tier,
    b.begun_at,
    b.begun_error_us,
    greatest(h.from_us, coalesce(e.first_at, h.from_us)) as from_us,
    least(h.to_us, coalesce(e.last_at, h.to_us)) as to_us,
    t.published_at,
    t.precision_us,
    t.version,
    t.start,
    t."end"
from begun as b
cross join grade as g
inner join source as s on s.source <> b.source and s.tier <> 'unassigned'
inner join held as h on h.source = s.source
left join extent as e on e.source = s.source
left join spoken as t on t.matter = b.matter and t.source = s.source and t.grade = g.grade and t.place = 1

-- Calls with their post and whose they are.
with spoken as (
    select
        c.version,
        c.start,
        c.kind,
        o.voice,
        o.entity,
        o.name,
        row_number() over (partition by c.version, c.start, c.kind order by o.start) as place
    from call as c
    inner join voice as o on o.version = c.version and o.start <= c.start and o."end" > c.start
)
select
    c.version,
    v.post,
    p.source,
    p.tier,
    p.published_at,
    c.start,
    c."end",
    c.sentence_start,
    c.sentence_end,
    c.kind,
    c.polarity,
    c.strength,
    coalesce(o.voice, c.voice) as voice,
    case when coalesce(o.voice, c.voice) in ('own', 'endorsed') then 'source:' || p.source else o.entity end as "by",
    case when coalesce(o.voice, c.voice) in ('own', 'endorsed') then w.name else o.name end as by_name
from call as c
inner join version as v on v.version = c.version
inner join post as p on p.post = v.post
inner join source as w on w.source = p.source
left join spoken as o on o.version = c.version and o.start = c.start and o.kind = c.kind and o.place = 1

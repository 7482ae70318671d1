-- Admissions with their post, the matter it is about, and whose words they are.
with spoken as (
    select
        g.version,
        g.start,
        o.voice,
        o.entity,
        o.name,
        row_number() over (partition by g.version, g.start order by o.start) as place
    from graded as g
    inner join voice as o on o.version = g.version and o.start <= g.start and o."end" > g.start
)
select
    g.version,
    v.post,
    p.source,
    p.tier,
    p.published_at,
    g.start,
    g."end",
    g.sentence_start,
    g.sentence_end,
    g.grade,
    g.degree,
    m.matter,
    coalesce(o.voice, g.voice) as voice,
    case when coalesce(o.voice, g.voice) in ('own', 'endorsed') then 'source:' || p.source else o.entity end as "by",
    case when coalesce(o.voice, g.voice) in ('own', 'endorsed') then w.name else o.name end as by_name
from graded as g
inner join version as v on v.version = g.version
inner join post as p on p.post = v.post
inner join source as w on w.source = p.source
inner join (select distinct post, matter from matter) as m on m.post = v.post
left join spoken as o on o.version = g.version and o.start = g.start and o.place = 1

-- Sides taken, with their post and whose they are.
with spoken as (
    select
        s.version,
        s.start,
        s.axis,
        o.voice,
        o.entity,
        o.name,
        row_number() over (partition by s.version, s.start, s.axis order by o.start) as place
    from stance as s
    inner join voice as o on o.version = s.version and o.start <= s.start and o."end" > s.start
)
select
    s.version,
    v.post,
    p.source,
    p.tier,
    p.published_at,
    s.start,
    s."end",
    s.sentence_start,
    s.sentence_end,
    s.axis,
    s.pole,
    s.kind,
    s.probability,
    s.strength,
    s.condition_start,
    s.condition_end,
    s.addressee_start,
    s.addressee_end,
    coalesce(o.voice, s.voice) as voice,
    case when coalesce(o.voice, s.voice) in ('own', 'endorsed') then 'source:' || p.source else o.entity end as "by",
    case when coalesce(o.voice, s.voice) in ('own', 'endorsed') then w.name else o.name end as by_name
from stance as s
inner join version as v on v.version = s.version
inner join post as p on p.post = v.post
inner join source as w on w.source = p.source
left join spoken as o on o.version = s.version and o.start = s.start and o.axis = s.axis and o.place = 1

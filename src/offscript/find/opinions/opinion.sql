-- Opinions and attitudes with their post, whoever holds them and of whom as entities.
with aimed as (
    select
        l.version,
        l.start,
        l.target_start,
        l.kind,
        e.entity,
        e.name,
        row_number() over (
            partition by l.version, l.start, l.target_start, l.kind
            order by case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end, case e.kind when 'office' then 1 else 0 end, e.start
        ) as place
    from leaning as l
    inner join entity as e on e.version = l.version and e.start < l.target_end and e."end" > l.target_start
),
held as (
    select
        l.version,
        l.start,
        l.target_start,
        l.kind,
        e.entity,
        e.name,
        row_number() over (
            partition by l.version, l.start, l.target_start, l.kind
            order by case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end, case e.kind when 'office' then 1 else 0 end, e.start
        ) as place
    from leaning as l
    inner join entity as e on e.version = l.version and e.start < l.holder_end and e."end" > l.holder_start
),
spoken as (
    select
        l.version,
        l.start,
        l.target_start,
        l.kind,
        o.voice,
        o.entity,
        o.name,
        row_number() over (partition by l.version, l.start, l.target_start, l.kind order by o.start) as place
    from leaning as l
    inner join voice as o on o.version = l.version and o.start <= l.start and o."end" > l.start
)
select
    l.version,
    v.post,
    p.source,
    p.tier,
    p.published_at,
    l.start,
    l."end",
    l.kind,
    l.holder,
    l.holder_start,
    l.holder_end,
    l.target_start,
    l.target_end,
    l.polarity,
    l.probability,
    coalesce(o.voice, 'own') as voice,
    case
        when l.holder = 'SPAN' then h.entity
        when coalesce(o.voice, 'own') in ('own', 'endorsed', 'ironic') and l.holder = 'AUTHOR' then 'source:' || p.source
        else o.entity
    end as "by",
    case
        when l.holder = 'SPAN' then h.name
        when coalesce(o.voice, 'own') in ('own', 'endorsed', 'ironic') and l.holder = 'AUTHOR' then w.name
        else o.name
    end as by_name,
    a.entity as "of",
    a.name as of_name
from leaning as l
inner join version as v on v.version = l.version
inner join post as p on p.post = v.post
inner join source as w on w.source = p.source
left join aimed as a on a.version = l.version and a.start = l.start and a.target_start = l.target_start and a.kind = l.kind and a.place = 1
left join held as h on h.version = l.version and h.start = l.start and h.target_start = l.target_start and h.kind = l.kind and h.place = 1
left join spoken as o on o.version = l.version and o.start = l.start and o.target_start = l.target_start and o.kind = l.kind and o.place = 1

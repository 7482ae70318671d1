-- Promises with their post, whoever binds himself as an entity, and the last moment the case knows of.
with naming as (
    select
        g.version,
        g.start,
        e.entity,
        e.name,
        row_number() over (
            partition by g.version, g.start
            order by
                case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end,
                case e.kind when 'office' then 1 else 0 end,
                e.start
        ) as place
    from pledge as g
    inner join entity as e
        on e.version = g.version and e.start < g.who_end and e."end" > g.who_start and e.kind <> 'place'
),
known as (
    select max(published_at) as until_us from post
),
settled as (
    select
        version,
        start,
        relation,
        by_its_source,
        deed_at,
        row_number() over (partition by version, start order by by_its_source, deed_at, deed_version, deed_start) as place
    from outcome
)
select
    g.*,
    v.post,
    p.source,
    p.published_at,
    case when g.who_start is null then 'source:' || p.source else n.entity end as holder,
    n.name as holder_name,
    k.until_us,
    s.relation as outcome,
    s.by_its_source,
    s.deed_at,
    c.target as said_status
from pledge as g
inner join version as v on v.version = g.version
inner join post as p on p.post = v.post
cross join known as k
left join settled as s on s.version = g.version and s.start = g.start and s.place = 1
left join naming as n on n.version = g.version and n.start = g.start and n.place = 1
left join correction as c
    on c.kind = 'promise' and c.anchor = g.version and c.start < g."end" and c."end" > g.start
where g.voice <> 'ironic'

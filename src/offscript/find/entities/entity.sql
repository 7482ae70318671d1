-- Names with what they stand for, people's word last: one name given another entity, then an entity made one with another.
with said as (
    select n.*, c.target as given, c.accept
    from named as n
    left join correction as c
        on c.kind = 'entity' and c.anchor = n.version and c.start = n.start and c."end" = n."end"
),
merged as (
    select anchor, target from correction where kind = 'entity' and start is null and target is not null
),
shown as (
    select entity, min(name) as name from named group by entity
)
select
    s.version,
    s.post,
    s.start,
    s."end",
    s.kind,
    coalesce(twice.target, once.target, s.given, s.entity) as entity,
    coalesce(w.name, twice.target, once.target, s.given, s.name) as name,
    case when coalesce(once.target, s.given) is null then s.basis else 'person' end as basis,
    s.candidates,
    s.country,
    s.latitude,
    s.longitude,
    s.office_start
from said as s
left join merged as once on once.anchor = coalesce(s.given, s.entity)
left join merged as twice on twice.anchor = once.target
left join shown as w on w.entity = coalesce(twice.target, once.target, s.given, s.entity)
where s.accept is null or s.accept

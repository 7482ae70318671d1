-- Drops by a quarter or more of a source's likeness to the rest of its tier that are likelier than not, the first of each aspect and
-- tier first (a slow one counts from its middle), with the source's first post after it.
with left_at as (
    select
        b.measure,
        b.name as source,
        s.name,
        s.tier,
        b.kind,
        case when b.kind = 'ramp' then (b.low + b.high) // 2 else b."at" end as "at",
        b.low,
        b.high,
        b.before,
        b.after,
        b.probability,
        row_number() over (partition by b.measure, b.name order by b."at") as place
    from break as b
    inner join source as s on s.source = b.name
    where b.scope = 'source' and b.measure like 'unison_%' and b.after < 0.75 * b.before and b.probability > 0.5
),
followed as (
    select
        l.source,
        l.measure,
        p.first_version as version,
        row_number() over (partition by l.source, l.measure order by p.published_at, p.first_version) as place
    from left_at as l
    inner join post as p on p.source = l.source and p.published_at >= l."at"
    where l.place = 1 and p.first_version is not null
),
ended as (
    select f.source, f.measure, f.version, length(v.text) as length
    from followed as f
    inner join version as v on v.version = f.version
    where f.place = 1 and v.version in (select version from followed where place = 1)
)
select l.* exclude (place), e.version, e.length
from left_at as l
left join ended as e on e.source = l.source and e.measure = l.measure
where l.place = 1
order by l.measure, l.tier, l."at", l.source

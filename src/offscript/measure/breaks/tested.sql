-- Every series that was searched for a break, and what came of it.
with found as (
    select measure, scope, name, count(*) as breaks from break group by measure, scope, name
),
every as (
    select measure, scope, name, count(value) as days, min("at") as from_us, max("at") as to_us
    from searched
    group by measure, scope, name
)
select
    e.measure,
    e.scope,
    e.name,
    e.days,
    e.from_us,
    e.to_us,
    coalesce(f.breaks, 0) as breaks,
    case
        when e.days < 4 then 'cannot be told: fewer than four days'
        when f.breaks is null then 'none'
        else 'found'
    end as outcome
from every as e
left join found as f on f.measure = e.measure and f.scope = e.scope and f.name = e.name

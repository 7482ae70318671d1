-- Every voice in which silences were sought, by matter and of any kind, and what came of it.
with listener as (
    select
        'source' as scope,
        s.source as name,
        e.posts,
        case when coalesce(c.capped, 0) > 1 then 1 else 0 end as capped
    from source as s
    inner join extent as e on e.source = s.source
    left join (
        select source, count(*) as capped from coverage where state = 'capped' group by source
    ) as c on c.source = s.source
    union all
    select 'tier', s.tier, cast(sum(e.posts) as bigint), 0
    from stretch as t
    inner join source as s on array_contains(t.sources, s.source)
    inner join extent as e on e.source = s.source
    where s.tier <> 'unassigned'
    group by s.tier
    having count(*) > 1
),
topic as (
    select cast(null as varchar) as matter
    union all
    select distinct matter from matter
),
told as (
    select
        scope,
        name,
        coalesce(matter, '') as matter,
        sum(case when kind in ('quiet', 'outage', 'avoidance') then 1 else 0 end) as silences
    from silence
    group by scope, name, coalesce(matter, '')
)
select
    v.scope,
    v.name,
    p.matter,
    v.posts,
    cast(coalesce(t.silences, 0) as bigint) as silences,
    case
        when v.capped = 1 then 'cannot be told: a cap took posts away'
        when v.posts < 20 then 'cannot be told: fewer than 20 posts'
        when coalesce(t.silences, 0) = 0 then 'none'
        else 'found'
    end as outcome
from listener as v
cross join topic as p
left join told as t on t.scope = v.scope and t.name = v.name and t.matter = coalesce(p.matter, '')

-- For every two sources and every two tiers: the posts of the later that carry words of the earlier.
with carried as (
    select
        e.source as earlier_source,
        l.source as later_source,
        e.tier as earlier_tier,
        l.tier as later_tier,
        r.later,
        min(r.lag_us) as lag_us,
        min(r.lag_error_us) as lag_error_us
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    inner join calendar as c on c.quarter = l.published_at // 900000000
    where e.source <> l.source and c.in_window
    group by e.source, l.source, e.tier, l.tier, r.later
),
shared as (
    select
        a.source as earlier_source,
        b.source as later_source,
        greatest(a.first_at, b.first_at) as from_us,
        least(a.last_at, b.last_at) as to_us
    from extent as a
    inner join extent as b on b.source <> a.source
),
possible as (
    select s.earlier_source, s.later_source, count(*) as posts
    from shared as s
    inner join post as p on p.source = s.later_source and p.published_at >= s.from_us and p.published_at <= s.to_us
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window
    group by s.earlier_source, s.later_source
)
select
    'source' as scope,
    c.earlier_source as earlier,
    c.later_source as later,
    coalesce(p.posts, 0) as possible,
    c.later as post,
    c.lag_us,
    c.lag_error_us
from carried as c
left join possible as p on p.earlier_source = c.earlier_source and p.later_source = c.later_source
union all
select
    'tier' as scope,
    c.earlier_tier as earlier,
    c.later_tier as later,
    coalesce(t.posts, 0) as possible,
    c.later as post,
    min(c.lag_us) as lag_us,
    min(c.lag_error_us) as lag_error_us
from carried as c
left join (
    select p.tier, count(*) as posts
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
    group by p.tier
) as t
    on t.tier = c.later_tier
group by c.earlier_tier, c.later_tier, t.posts, c.later

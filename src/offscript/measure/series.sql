-- Posts, words and share of reused posts, by source, tier and matter, hour and day, with exposure from coverage.
with repeated as (
    select distinct r.later as post
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source
),
counted as (
    select
        p.post,
        p.source,
        p.tier,
        coalesce(l.words, 0) as words,
        case when r.post is not null then 1 else 0 end as reused,
        c.hour_us,
        c.day_us,
        p.precision_us
    from post as p
    inner join calendar as c on c.quarter = p.published_at // 900000000
    left join language as l on l.version = p.first_version
    left join repeated as r on r.post = p.post
    where c.in_window
),
about as (
    select distinct m.matter, m.post from matter as m
),
scoped as (
    select 'source' as scope, source as name, * exclude (post, source, tier) from counted
    union all
    select 'tier' as scope, tier as name, * exclude (post, source, tier) from counted
    union all
    select 'matter' as scope, a.matter as name, c.* exclude (post, source, tier)
    from counted as c
    inner join about as a on a.post = c.post
),
bucketed as (
    select scope, name, 'day' as bucket, day_us as "at", count(*) as posts, sum(words) as words, sum(reused) as reused
    from scoped
    group by scope, name, day_us
    union all
    select scope, name, 'hour' as bucket, hour_us as "at", count(*) as posts, sum(words) as words, sum(reused) as reused
    from scoped
    where precision_us <= 3600000000
    group by scope, name, hour_us
),
day as (
    select day_us, count(distinct hour_us) as hours from calendar where in_window group by day_us
),
covered as (
    select c.source, s.tier, c.day_us, c.covered_us / 3600000000.0 as hours
    from coverage as c
    inner join source as s on s.source = c.source
    inner join day as d on d.day_us = c.day_us
),
exposed as (
    select 'source' as scope, source as name, day_us, hours from covered
    union all
    select 'tier' as scope, tier as name, day_us, sum(hours) as hours from covered group by tier, day_us
    union all
    select 'matter' as scope, m.matter as name, c.day_us, sum(c.hours) as hours
    from covered as c
    cross join (select distinct matter from about) as m
    group by m.matter, c.day_us
),
bucket as (
    select scope, name, 'day' as bucket, day_us as "at", hours as exposure from exposed
    union all
    select e.scope, e.name, 'hour' as bucket, h.hour_us as "at", e.hours / d.hours as exposure
    from exposed as e
    inner join day as d on d.day_us = e.day_us
    inner join (select distinct hour_us, day_us from calendar where in_window) as h on h.day_us = e.day_us
),
every as (
    select
        e.scope,
        e.name,
        e.bucket,
        e."at",
        coalesce(b.posts, 0) as posts,
        coalesce(b.words, 0) as words,
        coalesce(b.reused, 0) as reused,
        e.exposure
    from bucket as e
    left join bucketed as b on b.scope = e.scope and b.name = e.name and b."at" = e."at" and b.bucket = e.bucket
    where e.exposure > 0 or b.posts > 0
)
select 'posts' as measure, scope, name, bucket, "at", cast(posts as double) as value, posts as n, exposure from every
union all
select 'words' as measure, scope, name, bucket, "at", cast(words as double) as value, posts as n, exposure from every
union all
select
    'reuse_share' as measure,
    scope,
    name,
    bucket,
    "at",
    case when posts > 0 then cast(reused as double) / posts end as value,
    posts as n,
    exposure
from every

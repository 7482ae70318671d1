-- Series by day that are searched for breaks: posts of each source while it was collected; inside the stretch that sources share, and of
-- those held throughout it, share of others' words of each source and tier, posts of each tier and matter, plain wording, unison, blame,
-- its height on the ladder and register of each tier: there a change is none of what was collected. A share comes with the posts it is
-- one of as exposure, a count with the hours, a likeness with its posts against those of the series' usual day.
with day as (
    select day, min(day_us) as "at" from calendar where in_window group by day
),
held as (
    select s.source, s.tier, d.day, d."at"
    from stretch as t
    inner join source as s on array_contains(t.sources, s.source)
    inner join day as d on d."at" >= t.from_us and d."at" + 86400000000 <= t.to_us
),
own as (
    select
        s.measure,
        s.name as source,
        h.tier,
        s."at",
        s.value,
        s.n,
        s.exposure,
        case when h.source is not null then 1 else 0 end as shared
    from series as s
    left join held as h on h.source = s.name and h."at" = s."at"
    where s.scope = 'source' and s.bucket = 'day' and s.exposure > 0
),
about as (
    select distinct m.matter, m.post, p.source, c.day_us
    from matter as m
    inner join post as p on p.post = m.post
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window
),
spoken as (
    select a.matter, a.day_us, count(*) as posts
    from about as a
    inner join held as h on h.source = a.source and h."at" = a.day_us
    group by a.matter, a.day_us
),
told as (
    select distinct v.post, 'register_' || r.register as measure
    from register as r
    inner join version as v on v.version = r.version
    where r.voice in ('own', 'endorsed')
    union all
    select distinct b.post, 'blame' as measure
    from blame as b
    where b.kind = 'blame' and b.form <> 'charge' and b.blamer = 'AUTHOR' and b.voice in ('own', 'endorsed')
),
own_post as (
    select p.post, h.tier, h."at"
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    inner join held as h on h.source = p.source and h."at" = k.day_us
    inner join close_read as n on n.version = p.first_version
    where p.parent_kind is null or p.parent_kind <> 'forward'
),
tier_day as (
    select tier, "at", count(*) as posts from own_post group by tier, "at"
),
toned as (
    select t.measure, o.tier, o."at", count(*) as posts
    from told as t
    inner join own_post as o on o.post = t.post
    group by t.measure, o.tier, o."at"
),
high as (
    select o.tier, o."at", avg(c.height) as height, count(*) as posts
    from climb as c
    inner join own_post as o on o.post = c.post
    group by o.tier, o."at"
),
blaming as (
    select tier from high group by tier having sum(posts) >= 20
),
usual as (
    select measure, tier from toned group by measure, tier having sum(posts) >= 5
),
collected as (
    select "at", sum(exposure) as hours from own where measure = 'posts' and shared = 1 group by "at"
)
select 'posts' as measure, 'source' as scope, source as name, "at", value, exposure, 'count' as kind
from own
where measure = 'posts'
union all
select 'reuse_share', 'source', source, "at", value, cast(n as double), 'share'
from own
where measure = 'reuse_share' and shared = 1 and n > 0
union all
select 'posts', 'tier', tier, "at", sum(value), sum(exposure), 'count'
from own
where measure = 'posts' and shared = 1
group by tier, "at"
union all
select 'reuse_share', 'tier', tier, "at", sum(value * n) / sum(n), cast(sum(n) as double), 'share'
from own
where measure = 'reuse_share' and shared = 1 and n > 0
group by tier, "at"
union all
select 'posts', 'matter', m.matter, c."at", cast(coalesce(s.posts, 0) as double), c.hours, 'count'
from collected as c
cross join (select distinct matter from spoken) as m
left join spoken as s on s.matter = m.matter and s.day_us = c."at"
union all
select
    'plain_words',
    'tier',
    h.tier,
    h."at",
    cast(sum(c.plain) as double) / sum(c.line + c.plain),
    cast(sum(c.line + c.plain) as double),
    'share'
from clock as c
inner join held as h on h.source = c.name and h.day = c.day
where c.scope = 'source'
group by h.tier, h."at"
union all
select
    'unison_' || u.aspect,
    u.scope,
    u.name,
    u."at",
    u.value,
    u.posts / avg(u.posts) over (partition by u.aspect, u.scope, u.name),
    'real'
from unison as u
where u.bucket = 'day' and (u.scope = 'tier' or u.aspect = 'texts')
union all
select
    'blame_height',
    'tier',
    h.tier,
    h."at",
    h.height,
    h.posts / avg(h.posts) over (partition by h.tier),
    'real'
from high as h
inner join blaming as b on b.tier = h.tier
union all
select
    u.measure,
    'tier',
    u.tier,
    d."at",
    cast(coalesce(t.posts, 0) as double) / d.posts,
    cast(d.posts as double),
    'share'
from usual as u
inner join tier_day as d on d.tier = u.tier
left join toned as t on t.measure = u.measure and t.tier = u.tier and t."at" = d."at"

-- What each source of a tier said in the stretch that sources share, by day: subjects (matters, and whom or what it names), phrases of
-- the line and stances of posts that copy no other source, and texts of all posts, a copy counted as the text it carries.
with day as (
    select day_us, min(week) as week from calendar where in_window group by day_us
),
held as (
    select
        p.post,
        p.source,
        p.tier,
        d.day_us,
        d.week
    from stretch as t
    inner join post as p on array_contains(t.sources, p.source) and p.published_at >= t.from_us and p.published_at <= t.to_us
    inner join calendar as k on k.quarter = p.published_at // 900000000
    inner join day as d on d.day_us = k.day_us
    inner join coverage as c on c.source = p.source and c.day_us = d.day_us and c.state = 'covered'
    where k.in_window and p.tier <> 'unassigned'
),
copied as (
    select distinct r.later as post
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source and r.kind in ('exact', 'near')
),
own as (
    select h.* from held as h left join copied as c on c.post = h.post where c.post is null
),
spoken as (
    select distinct post, 'matter:' || matter as thing from matter
    union all
    select distinct post, entity as thing from entity
),
said as (
    select distinct post, phrase as thing from phrase_use
),
taken as (
    select post, "of" as thing, cast(polarity as varchar) as side
    from opinion
    where holder = 'AUTHOR' and "of" is not null and voice in ('own', 'endorsed')
    union all
    select post, 'matter:' || matter as thing, grade as side
    from admission
    where voice in ('own', 'endorsed')
    union all
    select post, 'axis:' || axis as thing, pole as side
    from position
    where kind = 'position' and voice in ('own', 'endorsed')
)
select 'subjects' as aspect, o.tier, o.source, o.day_us, o.week, o.post, n.thing, '' as side
from own as o
inner join spoken as n on n.post = o.post
where n.thing <> 'source:' || o.source
union all
select 'phrases', o.tier, o.source, o.day_us, o.week, o.post, s.thing, ''
from own as o
inner join said as s on s.post = o.post
union all
select 'texts', h.tier, h.source, h.day_us, h.week, h.post, coalesce(c.cascade, h.post), ''
from held as h
left join cascade as c on c.post = h.post
union all
select distinct 'stance', o.tier, o.source, o.day_us, o.week, o.post, t.thing, t.side
from own as o
inner join taken as t on t.post = o.post

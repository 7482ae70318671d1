-- For each post that was edited or vanished, what came last before: a post of another source that carries its words, and an outside
-- source's post about the same matter; and how many of these there were in the week before, so that a short lag can be weighed.
with act as (
    select kind, source, tier, post, matter, published_at, low_us, coalesce(high_us, low_us) as high_us
    from withdrawn
    where post is not null and kind in ('edited', 'vanished') and low_us is not null
),
candidate as (
    select a.kind, a.post, a.low_us, a.high_us, 'repeated' as what, r.later as prompt, r.later_version as version, r.later_start as start, r.later_end as "end"
    from act as a
    inner join reuse as r on r.earlier = a.post
    union all
    select a.kind, a.post, a.low_us, a.high_us, 'outside report' as what, m.post as prompt, m.version, m.start, m."end"
    from act as a
    inner join matter as m on m.matter = a.matter and m.start is not null
),
near as (
    select
        c.*,
        p.source as by_source,
        p.published_at as said_at,
        p.precision_us,
        row_number() over (partition by c.kind, c.post, c.low_us, c.what, c.prompt order by c.start) as use
    from candidate as c
    inner join post as p on p.post = c.prompt
    inner join post as o on o.post = c.post
    where
        p.source <> o.source
        and p.published_at < c.high_us
        and p.published_at >= c.high_us - 604800000000
        and (c.what = 'repeated' or p.tier in ('monitor', 'foreign', 'adversary', 'independent', 'opposition'))
),
placed as (
    select
        n.*,
        row_number() over (partition by n.kind, n.post, n.low_us, n.what order by n.said_at desc, n.prompt) as place,
        count(*) over (partition by n.kind, n.post, n.low_us, n.what) as week_posts
    from near as n
    where n.use = 1
)
select
    a.kind,
    a.source,
    a.tier,
    a.post,
    a.matter,
    a.low_us,
    a.high_us,
    p.what,
    p.by_source as prompted_by,
    p.said_at as "at",
    greatest(0, a.low_us - p.said_at - p.precision_us) as lag_low_us,
    a.high_us - p.said_at as lag_high_us,
    p.week_posts as posts,
    1 - exp(-(cast(p.week_posts as double) * (a.high_us - p.said_at) / 604800000000)) as chance,
    p.version,
    p.start,
    p."end"
from act as a
inner join placed as p on p.kind = a.kind and p.post = a.post and p.low_us = a.low_us and p.place = 1

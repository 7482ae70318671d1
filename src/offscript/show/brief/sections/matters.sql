-- Each matter: how many posts speak of it, who did so first in this collection, and the fullest day.
with about as (
    select
        m.matter,
        m.version,
        m.start,
        m."end",
        m.post,
        p.source,
        p.published_at,
        p.precision_us,
        c.day
    from matter as m
    inner join post as p on p.post = m.post
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window
),
first_use as (
    select *, row_number() over (partition by matter order by published_at, post, start) as place from about
),
daily as (
    select matter, day, count(distinct post) as posts from about group by matter, day
),
fullest as (
    select matter, day, posts, row_number() over (partition by matter order by posts desc, day) as place from daily
),
total as (
    select matter, count(distinct post) as posts, count(distinct source) as sources from about group by matter
)
select
    t.matter,
    t.posts,
    t.sources,
    f.version,
    f.start,
    f."end",
    f.published_at,
    f.precision_us,
    s.name,
    d.day,
    d.posts as day_posts
from total as t
inner join first_use as f on f.matter = t.matter and f.place = 1
inner join source as s on s.source = f.source
inner join fullest as d on d.matter = t.matter and d.place = 1
order by t.posts desc, t.matter

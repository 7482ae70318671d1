-- Day by day: posts that carry each source's earlier words, whose they are, and how many posts each source had.
with carried as (
    select distinct r.later as post, e.source as earlier
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source
),
dated as (
    select p.post, p.source, k.day_us
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
)
select d.day_us, d.source as later, c.earlier, count(*) as posts
from dated as d
inner join carried as c on c.post = d.post
group by d.day_us, d.source, c.earlier
union all
select day_us, source as later, '' as earlier, count(*) as posts
from dated
group by day_us, source

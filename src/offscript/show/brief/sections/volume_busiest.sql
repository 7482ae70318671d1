-- The first and last post with words on the busiest whole day of the shared stretch, with the middle of the other days.
with inside as (
    select p.post, p.published_at, v.version, length(v.text) as length, c.day_us, c.day
    from post as p
    inner join calendar as c on c.quarter = p.published_at // 900000000
    inner join version as v on v.version = p.first_version
    where c.in_window
),
whole_day as (
    select k.day_us
    from calendar as k
    inner join stretch as s on k.quarter * 900000000 >= s.from_us and k.quarter * 900000000 + 900000000 <= s.to_us
    group by k.day_us
    having count(*) >= 92
),
counted as (
    select i.day_us, min(i.day) as day, count(*) as posts
    from inside as i
    inner join whole_day as w on w.day_us = i.day_us
    group by i.day_us
),
ranked as (
    select
        day_us,
        day,
        posts,
        row_number() over (order by posts desc, day_us) as place,
        count(*) over () as days,
        median(posts) over () as middle
    from counted
),
placed as (
    select
        i.version,
        i.length,
        r.day,
        r.posts,
        r.days,
        r.middle,
        row_number() over (order by i.published_at, i.post) as place,
        row_number() over (order by i.published_at desc, i.post) as place_from_end
    from inside as i
    inner join ranked as r on r.day_us = i.day_us and r.place = 1
)
select version, length, day, posts, days, middle
from placed
where place = 1 or place_from_end = 1
order by place

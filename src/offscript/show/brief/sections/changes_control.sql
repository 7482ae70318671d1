-- Days of which a source changed or lost more posts than its habit explains, with the first of them and what it lost.
with first_of as (
    select
        w.kind,
        w.source,
        k.day_us,
        w.version,
        w.start,
        w."end",
        row_number() over (partition by w.kind, w.source, k.day_us order by w.published_at, w.post) as place
    from withdrawn as w
    inner join calendar as k on k.quarter = w.published_at // 900000000
    where w.post is not null
)
select
    c.kind,
    s.name,
    c.day_us,
    c.posts,
    c.acts,
    c.expected,
    c.q,
    f.version,
    f.start,
    f."end"
from control as c
inner join source as s on s.source = c.source
inner join first_of as f on f.kind = c.kind and f.source = c.source and f.day_us = c.day_us and f.place = 1
where c.q <= 0.1
order by c.q, c.p, s.name, c.day_us

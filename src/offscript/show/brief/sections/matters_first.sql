-- The first post of each tier that speaks of each matter.
with about as (
    select m.matter, m.version, m.start, m."end", p.tier, p.source, p.published_at, p.precision_us, p.post
    from matter as m
    inner join post as p on p.post = m.post
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window
),
placed as (
    select
        *,
        row_number() over (partition by matter, tier order by published_at, post, start) as place
    from about
),
total as (
    select matter, tier, count(distinct post) as posts from about group by matter, tier
)
select p.matter, p.tier, t.posts, s.name, p.version, p.start, p."end", p.published_at, p.precision_us
from placed as p
inner join total as t on t.matter = p.matter and t.tier = p.tier
inner join source as s on s.source = p.source
where p.place = 1
order by p.matter, p.published_at, p.tier

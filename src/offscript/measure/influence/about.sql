-- Posts about each matter in the stretch that sources share, with the source and tier whose words each carries, if any. Times known only
-- to more than a minute say nothing of who precedes whom.
with about as (
    select
        m.matter,
        m.post,
        m.version,
        m.start,
        m."end",
        row_number() over (partition by m.matter, m.post order by m.version, m.start) as place
    from matter as m
    where m.start is not null
),
origin as (
    select c.post, p.source, p.tier
    from cascade as c
    inner join post as p on p.post = c.parent
)
select
    a.matter,
    p.source,
    p.tier,
    p.published_at as "at",
    a.version,
    a.start,
    a."end",
    o.source as origin_source,
    o.tier as origin_tier
from about as a
inner join post as p on p.post = a.post
inner join calendar as k on k.quarter = p.published_at // 900000000
inner join stretch as t
    on array_contains(t.sources, p.source) and p.published_at >= t.from_us and p.published_at <= t.to_us
left join origin as o on o.post = p.post and o.source <> p.source
where a.place = 1 and k.in_window and p.precision_us <= 60000000

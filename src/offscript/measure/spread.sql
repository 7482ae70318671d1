-- Cascades of more than one source: who came when, whether the copy names the root's source, and how far it reached.
with read as (
    select post, min(seen_at) as seen_from, max(seen_at) as seen_to
    from observation
    where views is not null
    group by post
)
select
    c.cascade,
    c.post,
    c.position,
    c.lag_us,
    c.order_known,
    p.source,
    p.tier,
    p.published_at,
    p.views,
    p.forwards,
    o.seen_from,
    o.seen_to,
    c.parent_basis in ('forward', 'reply', 'link', 'named')
    or (length(s.name) >= 4 and contains(lower(v.text), lower(s.name))) as named
from cascade as c
inner join post as p on p.post = c.post
inner join post as r on r.post = c.cascade
inner join source as s on s.source = r.source
inner join version as v on v.version = p.first_version
inner join calendar as k on k.quarter = r.published_at // 900000000
left join read as o on o.post = c.post
where k.in_window

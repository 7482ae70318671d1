-- First wordings inside the window, whose they are, and which text each of them carries (a copy counts as its root).
select
    v.version,
    p.post,
    p.source,
    p.published_at,
    p.tier in ('ministry', 'official', 'wire', 'broadcaster', 'aligned') as line,
    coalesce(c.cascade, p.post) as lineage,
    v.text,
    coalesce(h."end", 0) as body_start,
    coalesce(f.start, length(v.text)) as body_end
from post as p
inner join version as v on v.version = p.first_version
inner join calendar as k on k.quarter = p.published_at // 900000000
left join cascade as c on c.post = p.post
left join boilerplate as h on h.version = v.version and h.edge = 'head'
left join boilerplate as f on f.version = v.version and f.edge = 'foot'
where k.in_window

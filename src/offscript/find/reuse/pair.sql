-- Wordings with the time they were put up, and the body that is left of each without its source's boilerplate; and, without a
-- post, the texts of reference.
select
    v.version,
    v.post,
    p.source,
    v.from_us as published_at,
    v.to_us - v.from_us as precision_us,
    v.text,
    coalesce(h."end", 0) as body_start,
    coalesce(f.start, length(v.text)) as body_end
from version as v
inner join post as p on p.post = v.post
left join boilerplate as h on h.version = v.version and h.edge = 'head'
left join boilerplate as f on f.version = v.version and f.edge = 'foot'
union all
select
    reference as version,
    null as post,
    null as source,
    0 as published_at,
    0 as precision_us,
    text,
    0 as body_start,
    0 as body_end
from reference

-- Every link between posts, best first, and every forward whose origin is held.
select
    r.later as post,
    r.earlier as parent,
    'words' as basis,
    r.kind,
    max(r.coverage) as coverage,
    e.published_at as parent_at,
    l.published_at,
    e.precision_us as parent_precision_us,
    l.precision_us
from reuse as r
inner join post as e on e.post = r.earlier
inner join post as l on l.post = r.later
group by r.later, r.earlier, r.kind, e.published_at, l.published_at, e.precision_us, l.precision_us
union all
select
    p.post,
    p.parent,
    'forward' as basis,
    null as kind,
    2.0 as coverage,
    o.published_at as parent_at,
    p.published_at,
    o.precision_us as parent_precision_us,
    p.precision_us
from post as p
inner join post as o on o.post = p.parent
where p.parent_kind = 'forward' and (o.published_at < p.published_at or (o.published_at = p.published_at and o.post < p.post))

-- Every step of each running count, that with most steps first, for drawing.
select
    c.count,
    c.version,
    c.start,
    c."end",
    c.published_at,
    c.total as value,
    0 as silent,
    null as evidence_low,
    null as evidence_high,
    coalesce(s.name, f.holder_name, p.name, c.source) as holder,
    max(c.position) over (partition by c.count) as last
from count as c
left join source as s on 'source:' || s.source = c.holder
left join source as p on p.source = c.source
left join figure as f on f.version = c.version and f.start = c.start
order by last desc, c.count, c.published_at, c.position

-- Sentences with their vectors, whose they are, when they were published, and whom and what they name.
with naming as (
    select s.version, s.start, array_sort(array_agg(distinct e.entity)) as names
    from vector as s
    inner join entity as e on e.version = s.version and e.start >= s.start and e."end" <= s."end" and e.kind <> 'office'
    group by s.version, s.start
)
select
    s.version,
    v.post,
    p.source,
    p.tier in ('ministry', 'official', 'wire') as line,
    l.lang,
    p.published_at,
    p.precision_us,
    s.start,
    s."end",
    substring(v.text, cast(s.start + 1 as integer), cast(s."end" - s.start as integer)) as words,
    s.vector,
    n.names
from vector as s
inner join version as v on v.version = s.version
inner join post as p on p.post = v.post
inner join language as l on l.version = s.version
left join naming as n on n.version = s.version and n.start = s.start

-- Sentences with their vectors, whose they are and when they were published.
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
    s.vector
from vector as s
inner join version as v on v.version = s.version
inner join post as p on p.post = v.post
inner join language as l on l.version = s.version

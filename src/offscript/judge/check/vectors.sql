-- Sentences of the case that are vectors already, with their language and the statement they are.
select a.version, a.start, l.lang, x.vector
from (select version, start, "end", vector from vector union all select version, start, "end", vector from meaning) as x
inner join asserted as a on a.version = x.version and a.start < x."end" and a."end" > x.start
inner join language as l on l.version = x.version
order by a.version, a.start

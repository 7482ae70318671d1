-- Lineages and texts of the line, and of all.
select n.line_of, n.other_of, t.of_line, t.texts
from (select cast(sum(line) as bigint) as line_of, cast(sum(other) as bigint) as other_of from lineaged) as n
cross join (select count(*) as texts, cast(sum(case when line then 1 else 0 end) as bigint) as of_line from handed) as t

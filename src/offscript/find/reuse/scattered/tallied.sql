-- Edges that enough texts of their source share.
select c.edge, c.repeated
from (select source, edge, cast(sum(repeated) as bigint) as repeated from counted group by source, edge) as c
inner join needed as n on n.source = c.source
where c.repeated >= n.need

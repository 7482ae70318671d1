-- Each link once, the larger node first; none from a node to itself.
select distinct greatest(one, other) as one, least(one, other) as other
from link
where one <> other

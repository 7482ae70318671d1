-- The component of each node: that of the least is itself.
select one as member, other as component
from link
union
select other as member, other as component
from link

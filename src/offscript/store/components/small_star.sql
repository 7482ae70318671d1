-- Ties the smaller neighbours of each node, and itself, to the least of them; links have the larger node first.
with least_of as (
    select one, min(other) as least_node
    from link
    group by one
)
select one, least_node as other
from least_of
union
select k.other as one, l.least_node as other
from link as k
inner join least_of as l on l.one = k.one
where k.other > l.least_node

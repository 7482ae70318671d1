-- Ties the larger neighbours of each node to the least of its neighbours and itself.
with ways as (
    select one, other from link
    union all
    select other as one, one as other from link
),
least_of as (
    select one, least(min(other), one) as least_node
    from ways
    group by one
)
select distinct w.other as one, l.least_node as other
from ways as w
inner join least_of as l on l.one = w.one
where w.other > w.one

-- Whether anything is still to be done: a node tied to two, or to one that is tied itself.
select one
from (
    select one from link group by one having count(*) > 1
    union all
    select a.one from link as a inner join link as b on b.one = a.other
) as left_over
limit 1

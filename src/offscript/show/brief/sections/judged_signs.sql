-- Indicators with how much each tells at most, the most telling first; unknown ones last.
with most as (
    select indicator, max(telling) as telling from matrix group by indicator
)
select i.*
from indicator as i
left join most as m on m.indicator = i.indicator
order by m.telling desc nulls last, i.indicator

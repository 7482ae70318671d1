-- How many pairs were looked at, and of how many the model does not hold.
select
    scope,
    count(*) as pairs,
    count(distinct matter) as matters,
    sum(case when basis = 'lags' then 1 else 0 end) as by_lags
from influence
group by scope
order by scope

-- Tiers with a median lag.
select *
from acknowledged
where median_us is not null or differs_p is not null
order by matter, grade, median_us, tier

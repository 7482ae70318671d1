-- Subjects nobody named that grow, the latest day first.
select e.*, v.text
from emerging as e
inner join version as v on v.version = e.version
order by e.day_us desc, e.q, e.version

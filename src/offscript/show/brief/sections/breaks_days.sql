-- Days of the series that have a break: value and exposure.
select s.measure, s.scope, s.name as id, s."at" as day_us, s.value, s.exposure
from searched as s
inner join (select distinct measure, scope, name from break where probability >= 0.5) as b
    on b.measure = s.measure and b.scope = s.scope and b.name = s.name
order by s.measure, s.scope, s.name, s."at"

-- Such texts by day.
select h.day_us, count(*) as texts
from handed as h
inner join once as o on o.version = h.version
where h.hits is null
group by h.day_us

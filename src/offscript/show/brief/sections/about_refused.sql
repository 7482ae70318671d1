-- What could not be read, by reason.
select reason, count(*) as records, min(path) as example, min(place) as place
from reject
group by reason
order by records desc, reason

-- Matters that there is enough to learn from: by how many texts their terms find.
select u.matter
from handed as h
inner join once as o on o.version = h.version
cross join unnest(h.hits) as u (matter)
group by u.matter

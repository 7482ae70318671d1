-- Every link between two sources, by the names of its posts.
select
    e.source as earlier_source,
    e.native_id as earlier_id,
    l.source as later_source,
    l.native_id as later_id
from reuse as r
inner join post as e on e.post = r.earlier
inner join post as l on l.post = r.later
where e.source <> l.source

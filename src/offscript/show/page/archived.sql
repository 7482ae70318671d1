-- Where posts were read from: file, place in it, digest of the raw record, when seen.
select n.post, r.place, r.digest, r.seen_at, r.seen_basis, coalesce(f.path, r.file) as path
from resolution as n
inner join record as r on r.record = n.record
left join file as f on f.file = r.file
order by n.post, r.seen_at, r.place

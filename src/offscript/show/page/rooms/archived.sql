-- Where a post was read from: file, place in it, digest of the raw record, when seen.
select r.place, r.digest, r.seen_at, r.seen_basis, coalesce(f.path, r.file) as path
from resolution as n
inner join record as r on r.record = n.record
left join file as f on f.file = r.file
where n.post = ?
order by r.seen_at, r.place
limit 20

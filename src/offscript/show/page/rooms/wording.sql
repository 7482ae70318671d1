-- One wording with its post.
select p.*, v.version, v.number, v.text, v.digest, v.original, coalesce(l.lang, 'und') as lang
from version as v
inner join post as p on p.post = v.post
left join language as l on l.version = v.version
where v.version = ?

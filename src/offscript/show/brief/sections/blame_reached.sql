-- The first post that reaches each rung, the highest first.
select r.*, coalesce(s.name, r.source) as name, p.precision_us, v.text
from reached as r
inner join post as p on p.post = r.post
inner join version as v on v.version = r.version
left join source as s on s.source = r.source
where r."first"
order by r.height desc

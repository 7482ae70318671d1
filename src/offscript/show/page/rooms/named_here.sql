-- Where a place is named, copies folded, with the status of the statement it stands in.
select
    e.version,
    min(e.start) as start,
    min(e."end") as "end",
    min(v.text) as text,
    p.source,
    p.tier,
    p.published_at,
    p.precision_us,
    min(s.status) as status
from entity as e
inner join version as v on v.version = e.version
inner join post as p on p.post = v.post
left join cascade as c on c.post = p.post
left join status as s on s.version = e.version and s.start <= e.start and s."end" >= e."end"
where e.entity = ? and (c.post is null or c.position = 0)
group by e.version, p.source, p.tier, p.published_at, p.precision_us
order by p.published_at, e.version

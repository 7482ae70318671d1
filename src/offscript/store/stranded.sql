-- Corrections that hold on to nothing: the post, version or key they name is not in the collection.
select c.entry, c.kind, c.anchor, c.why
from correction as c
left join post as p on p.post = c.anchor
left join version as v on v.version = c.anchor
left join (select distinct source_key from record) as r on r.source_key = c.anchor
left join (select distinct post from record) as e on e.post = c.anchor
left join (select distinct entity from named) as n on c.kind = 'entity' and n.entity = c.anchor
where n.entity is null and p.post is null and v.version is null and r.source_key is null and e.post is null

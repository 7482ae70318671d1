-- First admissions, by matter and time.
select a.*, coalesce(s.name, a.source) as name, coalesce(m.name, a.matter) as about, p.precision_us, v.text
from admitted as a
inner join post as p on p.post = a.post
inner join version as v on v.version = a.version
left join source as s on s.source = a.source
left join named_matters as m on m.matter = a.matter
order by a.matter, a.degree desc, a.published_at, a.source

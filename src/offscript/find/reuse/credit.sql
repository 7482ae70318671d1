-- Wordings that share words with an earlier post and have its source's name in them.
select distinct
    r.later as post,
    r.later_version as version,
    e.source,
    s.name,
    v.text
from reuse as r
inner join post as e on e.post = r.earlier
inner join post as l on l.post = r.later
inner join source as s on s.source = e.source
inner join version as v on v.version = r.later_version
where e.source <> l.source and length(s.name) >= 4 and contains(lower(v.text), lower(s.name))

-- First wordings about a matter that is spoken of in two languages or more, no copies inside their own language.
with spoken as (
    select distinct m.matter, v.version, v.text, l.lang
    from matter as m
    inner join post as p on p.post = m.post
    inner join version as v on v.version = p.first_version
    inner join language as l on l.version = v.version
    left join pair as c on c.later = m.post and c.kind in ('exact', 'near')
    where l.lang in ('ru', 'uk', 'en') and c.later is null
),
several as (
    select matter from spoken group by matter having count(distinct lang) > 1
)
select distinct s.version, s.text
from spoken as s
inner join several as b on b.matter = s.matter
left join vector as x on x.version = s.version
where x.version is null

-- First wordings in which something was found — a matter, a word that says how sure it is, blame, a promise, an admission, a
-- demand — of a case whose sources have two main languages or more; no copies inside their own language, and none that are vectors.
with spoken as (
    select p.source, l.lang, count(*) as posts
    from post as p
    inner join language as l on l.version = p.first_version
    where l.lang in ('ru', 'uk', 'en')
    group by p.source, l.lang
),
ranked as (
    select source, lang, row_number() over (partition by source order by posts desc, lang) as place from spoken
),
several as (
    select count(distinct lang) as languages from ranked where place = 1
),
found as (
    select v.version from matter as m inner join version as v on v.post = m.post
    union
    select version from asserted where word is not null
    union
    select version from reproach
    union
    select version from pledge
    union
    select version from graded
    union
    select version from call
)
select distinct v.version, v.text
from found as f
inner join version as v on v.version = f.version
inner join post as p on p.post = v.post and p.first_version = v.version
inner join language as l on l.version = v.version and l.lang in ('ru', 'uk', 'en')
cross join several as s
left join pair as c on c.later = p.post and c.kind in ('exact', 'near')
left join vector as x on x.version = v.version
where s.languages > 1 and c.later is null and x.version is null

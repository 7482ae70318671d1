-- Wordings in their source's main language, no copies inside it, that have a post of another language near, one of both the line's.
with spoken as (
    select p.source, l.lang, count(*) as posts
    from post as p
    inner join language as l on l.version = p.first_version
    where l.lang in ('ru', 'uk', 'en')
    group by p.source, l.lang
),
main as (
    select source, lang
    from (select source, lang, row_number() over (partition by source order by posts desc, lang) as place from spoken) as ranked
    where place = 1
),
copied as (
    select distinct later as post from pair where kind in ('exact', 'near')
),
worded as (
    select
        v.version,
        v.text,
        l.lang,
        p.tier in ('ministry', 'official', 'wire') as line,
        p.published_at // 86400000000 as day
    from post as p
    inner join version as v on v.version = p.first_version
    inner join language as l on l.version = v.version
    inner join main as m on m.source = p.source and m.lang = l.lang
    inner join calendar as k on k.quarter = p.published_at // 900000000
    left join copied as c on c.post = p.post
    where k.in_window and c.post is null
),
days as (
    select distinct lang, line, day from worded
)
select distinct w.version, w.text
from worded as w
inner join days as d on d.lang <> w.lang and (d.line or w.line) and d.day between w.day - 3 and w.day + 3

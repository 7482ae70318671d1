-- Addresses that two sources or more point to: how many, and who was first.
with used as (
    select distinct
        l.url,
        l.domain,
        p.post,
        p.source,
        p.published_at
    from link as l
    inner join version as v on v.version = l.version
    inner join post as p on p.post = v.post
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
),
ordered as (
    select *, row_number() over (partition by url order by published_at, post) as place
    from used
)
select
    url,
    domain,
    count(distinct post) as posts,
    count(distinct source) as sources,
    min(published_at) as first_at,
    min(case when place = 1 then post end) as first_post
from ordered
group by url, domain
having count(distinct source) > 1

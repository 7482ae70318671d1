-- Posts by tier, day and register in own voice, with all posts of the tier that day that were read closely.
with toned as (
    select distinct v.post, r.register
    from register as r
    inner join version as v on v.version = r.version
    where r.voice in ('own', 'endorsed')
),
held as (
    select p.post, p.tier, k.day
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    inner join close_read as n on n.version = p.first_version
    where k.in_window and (p.parent_kind is null or p.parent_kind <> 'forward')
),
days as (
    select tier, day, count(*) as posts
    from held
    group by tier, day
)
select d.tier, d.day, d.posts, t.register, count(t.post) as toned
from days as d
left join held as h on h.tier = d.tier and h.day = d.day
left join toned as t on t.post = h.post
group by d.tier, d.day, d.posts, t.register

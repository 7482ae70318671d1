-- Posts that use a pair in own voice and in its sense, once each: plain where they say the plain word, else the line's.
with used as (
    select
        l.*,
        v.post,
        row_number() over (
            partition by v.post, l.pair
            order by case l.form when 'plain' then 0 else 1 end, v.number, l.start
        ) as place
    from lexicon as l
    inner join version as v on v.version = l.version
    where l.own
)
select
    u.pair,
    u.form,
    u.post,
    u.version,
    u.start,
    u."end",
    p.source,
    p.tier,
    s.tier_status,
    p.published_at,
    k.day
from used as u
inner join post as p on p.post = u.post
inner join source as s on s.source = p.source
inner join calendar as k on k.quarter = p.published_at // 900000000
where u.place = 1 and k.in_window and (p.parent_kind is null or p.parent_kind <> 'forward')

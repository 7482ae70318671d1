-- Blame in own voice whose rung is known, with its week and the text its post copies.
select
    b.version,
    b.post,
    b.source,
    b.tier,
    b.published_at,
    b.start,
    b."end",
    b.rung,
    k.week,
    coalesce(c.cascade, b.post) as text
from blame as b
inner join post as p on p.post = b.post
inner join calendar as k on k.quarter = b.published_at // 900000000
left join cascade as c on c.post = b.post
where b.kind = 'blame'
    and b.form <> 'charge'
    and b.rung is not null
    and b.blamer = 'AUTHOR'
    and b.voice in ('own', 'endorsed')
    and k.in_window
    and (p.parent_kind is null or p.parent_kind <> 'forward')

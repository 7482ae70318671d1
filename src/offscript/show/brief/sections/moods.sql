-- Days on which a tier sounds otherwise than it is used to, with one sentence that does.
with told as (
    select
        p.tier,
        k.day,
        r.register,
        r.version,
        r.start,
        r."end",
        row_number() over (partition by p.tier, k.day, r.register order by r.odds desc, p.published_at, r.version, r.start) as place
    from register as r
    inner join version as v on v.version = r.version
    inner join post as p on p.post = v.post
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where r.voice in ('own', 'endorsed')
)
select m.*, t.version, t.start, t."end"
from mood as m
inner join told as t on t.tier = m.tier and t.day = m.day and t.register = m.register and t.place = 1
where m.ratio_low > 1 and m.toned >= 3
order by m.ratio_low desc, m.day, m.tier, m.register

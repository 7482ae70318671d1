-- Claims that more than one root or a change of status makes worth a look, with what is known of them.
select
    k.*,
    v.text,
    p.source,
    s.name,
    s.tier
from assessed as k
inner join version as v on v.version = k.version
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source
where k.affirmed + k.denied + k."open" > 1 or len(k.history) > 1 or k.statements > 2 or len(k.circle) > 0
order by
    case when k.affirmed > 0 and k.denied > 0 then 0 when k.affirmed + k.denied + k."open" > 1 then 1 else 2 end,
    k.statements desc,
    k.first_at,
    k.claim

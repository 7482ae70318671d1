-- Sentences that say the same in two languages, without those of posts that a person says are not linked.
with refused as (
    select least(anchor, target) as a, greatest(anchor, target) as b from correction where kind = 'link' and not accept
)
select m.*
from rendering as m
left join refused as n on n.a = least(m.earlier, m.later) and n.b = greatest(m.earlier, m.later)
where n.a is null

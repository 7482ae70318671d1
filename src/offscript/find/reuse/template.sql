-- Pairs that fill a form with other numbers, by the rule or because a person said so of either post.
with said as (
    select anchor, accept from correction where kind = 'template'
)
select p.*
from pair as p
left join said as s on s.anchor = p.earlier
left join said as t on t.anchor = p.later
where coalesce(t.accept, s.accept, p.kind = 'template')

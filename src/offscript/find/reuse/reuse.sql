-- Pairs that share words, without those that fill a form; a person's word on either post, or on both, stands above the rule.
with said as (
    select anchor, accept from correction where kind = 'template'
),
refused as (
    select least(anchor, target) as a, greatest(anchor, target) as b from correction where kind = 'link' and not accept
)
select
    p.earlier,
    p.later,
    case when p.kind = 'template' then 'near' else p.kind end as kind,
    p.similarity,
    p.coverage,
    p.words,
    p.changed,
    p.earlier_start,
    p.earlier_end,
    p.later_start,
    p.later_end,
    p.lag_us,
    p.lag_error_us,
    p.earlier_version,
    p.later_version
from pair as p
left join said as s on s.anchor = p.earlier
left join said as t on t.anchor = p.later
left join refused as n on n.a = least(p.earlier, p.later) and n.b = greatest(p.earlier, p.later)
where n.a is null and not coalesce(t.accept, s.accept, p.kind = 'template')

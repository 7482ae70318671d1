-- Pairs more simultaneous than chance explains, with what explains it before anything else: a common source or owner, copying.
select
    s.*,
    case
        when c.verdict = 'common' then 'a common source, owner or machine: they share words in an order and haste of no copying'
        when c.verdict = 'copying' then 'one copies the other'
        else null
    end as explanation,
    c.odds as common_odds
from simultaneous as s
left join common_source as c on c.a = s.a and c.b = s.b

-- Odds people gave to questions and how they resolved them, in order; rows that answer a question; and up to when is collected.
with reach as (
    select max(published_at) as to_us from post
),
answered as (
    select s.sign, min(coalesce(s."at", p.published_at)) as "at", count(*) as shown
    from sign as s
    left join version as v on v.version = s.version
    left join post as p on p.post = v.post
    group by s.sign
)
select j.subject, j.entry, j."at", j.who, j.value, j.odds, j.why, null as shown, r.to_us
from judgement as j
cross join reach as r
where starts_with(j.subject, 'question:')
union all
select a.sign as subject, null as entry, a."at", null as who, null as value, null as odds, null as why, a.shown, r.to_us
from answered as a
cross join reach as r
where starts_with(a.sign, 'question:')
union all
select null as subject, null as entry, null as "at", null as who, null as value, null as odds, null as why, null as shown, r.to_us
from reach as r

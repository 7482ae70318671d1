-- Pairs more simultaneous than chance explains, with what may explain it before anything else: what their words say of a common source or
-- of copying, how many of the texts both carry a third had first (a wire, a ministry), and how often each publishes on the full minute.
with pairs as (
    select distinct a, b from simultaneous
),
carried as (
    select distinct p.source, c.cascade
    from cascade as c
    inner join post as p on p.post = c.post
),
shared as (
    select
        s.a,
        s.b,
        avg(case when r.source <> s.a and r.source <> s.b then 1.0 else 0.0 end) as by_third
    from pairs as s
    inner join carried as x on x.source = s.a
    inner join carried as y on y.source = s.b and y.cascade = x.cascade
    inner join post as r on r.post = x.cascade
    group by s.a, s.b
),
paced as (
    select source, avg(case when published_at % 60000000 = 0 then 1.0 else 0.0 end) as on_minute
    from post
    where precision_us <= 1000000
    group by source
)
select
    s.*,
    c.verdict,
    c.odds as common_odds,
    coalesce(h.by_third, 0.0) as by_third,
    coalesce(p.on_minute, 0.0) as a_on_minute,
    coalesce(q.on_minute, 0.0) as b_on_minute
from simultaneous as s
left join common_source as c on c.a = s.a and c.b = s.b
left join shared as h on h.a = s.a and h.b = s.b
left join paced as p on p.source = s.a
left join paced as q on q.source = s.b

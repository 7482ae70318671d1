-- Stretches of days in one state, of every source inside the window, with what is missing in them.
with inside as (
    select day_us, max(quarter) * 900000000 + 900000000 as end_us from calendar where in_window group by day_us
),
marked as (
    select
        c.source,
        c.day_us,
        i.end_us,
        c.state,
        c.reason,
        case when lag(c.state) over (partition by c.source order by c.day_us) = c.state then 0 else 1 end as starts
    from coverage as c
    inner join inside as i on i.day_us = c.day_us
),
numbered as (
    select source, day_us, end_us, state, reason, sum(starts) over (partition by source order by day_us) as run
    from marked
)
select
    n.source,
    s.name,
    n.state,
    min(n.day_us) as from_us,
    max(n.end_us) as to_us,
    max(n.day_us) as last_day_us,
    count(*) as days,
    min(n.reason) as reason
from numbered as n
inner join source as s on s.source = n.source
group by n.source, s.name, n.state, n.run
order by s.name, n.source, from_us

-- The state of every source on every day of the window.
with inside as (
    select day_us, max(quarter) * 900000000 + 900000000 as end_us from calendar where in_window group by day_us
)
select c.source, s.name, c.day_us, i.end_us, c.state, c.reason, c.posts, c.missing
from coverage as c
inner join source as s on s.source = c.source
inner join inside as i on i.day_us = c.day_us
order by s.name, c.source, c.day_us

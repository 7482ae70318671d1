-- Words that grew, with how many words and days were looked at: those after the first three days.
select 'all' as whole, g.stem, g.day_us, g.texts, g.expected, g.p, l.looked_at
from grown as g
cross join (
    select count(*) as looked_at
    from tally as t
    inner join (
        select d.day_us
        from daily as d
        inner join daily as e on e.day_us < d.day_us
        group by d.day_us
        having count(*) >= 3
    ) as later on later.day_us = t.day_us
) as l

-- Height of blame by week and tier, with the time the week begins.
select l.name as tier, l.week, l.posts, l.height, l.height_low, l.height_high, l.top, min(k.day_us) as week_us
from ladder as l
inner join calendar as k on k.week = l.week
where l.scope = 'tier'
group by l.name, l.week, l.posts, l.height, l.height_low, l.height_high, l.top
order by l.week, l.name

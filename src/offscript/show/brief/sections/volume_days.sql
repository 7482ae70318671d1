-- Posts a day of each tier, with the source-hours collected, inside the window.
select s.name as tier, s."at" as day_us, s.value as posts, s.exposure, w.value as words, r.value as reuse_share
from series as s
inner join series as w
    on w.measure = 'words' and w.scope = s.scope and w.name = s.name and w.bucket = s.bucket and w."at" = s."at"
inner join series as r
    on r.measure = 'reuse_share' and r.scope = s.scope and r.name = s.name and r.bucket = s.bucket and r."at" = s."at"
where s.measure = 'posts' and s.scope = 'tier' and s.bucket = 'day'
order by s.name, s."at"

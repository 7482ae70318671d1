-- The alerts told latest, with their words and the last that was said of each.
with said as (
    select subject, value, row_number() over (partition by subject order by entry desc) as place
    from judgement
    where subject like 'alert:%'
)
select
    a.alert,
    a.kind,
    a.what,
    a.source,
    a.known_at,
    a.version,
    a.start,
    a."end",
    substring(v.text, cast(a.start + 1 as integer), cast(least(a."end" - a.start, 160) as integer)) as words,
    s.value as said
from alert as a
left join version as v on v.version = a.version
left join said as s on s.subject = 'alert:' || a.alert and s.place = 1
order by a.known_at desc, a.score desc, a.alert
limit 30

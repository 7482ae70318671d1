-- Sources in the order in which they spoke of each matter after the first outside report, and those that never did.
select
    a.matter,
    a.grade,
    a.source,
    s.name,
    a.tier,
    a.state,
    a.begun_at,
    a.begun_error_us,
    a."at",
    a.lag_low_us,
    a.lag_high_us,
    a.version,
    a.start,
    a."end",
    v.text
from acknowledgement as a
inner join source as s on s.source = a.source
left join version as v on v.version = a.version
where a.tier in ('ministry', 'official', 'wire', 'broadcaster', 'aligned')
order by a.matter, a.grade, case a.state when 'never' then 1 else 0 end, a."at", a.source

-- Alerts with names and words, those that are strong among their kind first told latest; a kind's weak ones are left to the table.
select
    a.*,
    s.name,
    v.text,
    length(v.text) as long,
    e.text as earlier_text
from alert as a
left join source as s on s.source = a.source
left join version as v on v.version = a.version
left join version as e on e.version = a.earlier_version
where a.score >= 0.8
order by a.known_at desc, a.score desc, a.alert

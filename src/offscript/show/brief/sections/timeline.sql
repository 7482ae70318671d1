-- The timeline with names and words.
select
    e.*,
    coalesce(s.name, e.source) as name,
    v.text,
    case
        when e.kind in ('break', 'promise') then 86400000000
        when e.kind = 'event' then 60000000
        else greatest(p.precision_us, 60000000)
    end as precision_us
from event as e
left join source as s on s.source = e.source
left join version as v on v.version = e.version
left join post as p on p.post = v.post
order by e."at", e.kind, e.version, e.start

-- Versions with the spans of the names in them.
select v.version, v.text, n.starts, n.ends
from version as v
left join (
    select version, array_agg(start order by start, "end") as starts, array_agg("end" order by start, "end") as ends
    from name
    where kind <> 'place'
    group by version
) as n on n.version = v.version

-- Names with their post; the words themselves only of what is no person's name, or a name the case lists.
select
    n.version,
    v.post,
    n.start,
    n."end",
    n.kind,
    n.lang,
    n.known,
    n.base,
    n."key",
    n.office_start,
    case when n.kind <> 'person' then substring(v.text, cast(n.start + 1 as integer), cast(n."end" - n.start as integer)) end as words
from name as n
inner join version as v on v.version = n.version

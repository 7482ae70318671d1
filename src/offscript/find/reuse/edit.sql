-- Words of both spans of every link that is not exact.
select
    r.earlier,
    r.later,
    r.earlier_start,
    r.later_start,
    substring(e.text, cast(r.earlier_start + 1 as integer), cast(r.earlier_end - r.earlier_start as integer)) as earlier_words,
    substring(l.text, cast(r.later_start + 1 as integer), cast(r.later_end - r.later_start as integer)) as later_words
from reuse as r
inner join version as e on e.version = r.earlier_version
inner join version as l on l.version = r.later_version
where r.kind <> 'exact'

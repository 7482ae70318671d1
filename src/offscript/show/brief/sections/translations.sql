-- Matches across languages, the surest first, with their words.
select
    a.name as earlier_name,
    b.name as later_name,
    t.earlier_lang,
    t.later_lang,
    t.lag_us,
    t.lag_error_us,
    t.earlier_version,
    t.earlier_start,
    t.earlier_end,
    t.later_version,
    t.later_start,
    t.later_end,
    substring(v.text, cast(t.earlier_start + 1 as integer), cast(t.earlier_end - t.earlier_start as integer)) as earlier_words,
    substring(w.text, cast(t.later_start + 1 as integer), cast(t.later_end - t.later_start as integer)) as later_words
from translation as t
inner join version as v on v.version = t.earlier_version
inner join version as w on w.version = t.later_version
inner join post as x on x.post = t.earlier
inner join post as y on y.post = t.later
inner join source as a on a.source = x.source
inner join source as b on b.source = y.source
order by t.margin desc, t.earlier_version, t.earlier_start, t.later_version, t.later_start

-- How much each stem tells: the rarer among the statements of the case, the more.
with word as (
    select distinct
        a.version,
        a.start,
        substring(u.lemma, 1, cast(greatest(4, length(u.lemma) - 3) as integer)) as token
    from asserted as a
    cross join unnest(a.gist) as u (lemma)
)
select w.token, ln((1 + max(t.sentences)) / count(*)) as weight
from word as w
cross join (select count(*) as sentences from asserted) as t
group by w.token

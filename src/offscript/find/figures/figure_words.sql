-- Claimed figures with the thing each counts, and, for telling whether two speak of the same, the lemmas of its sentence (but what is
-- counted and what befell it) with how many claimed figures have each in theirs.
with said as (
    select f.version, f.start, f.item, f.act, f.unit, f.period, f.kind, a.gist
    from figure as f
    inner join amount as a on a.version = f.version and a.start = f.start
    inner join version as v on v.version = f.version
    where f.voice <> 'ironic'
),
about as (
    select s.version, s.start, u.lemma
    from said as s
    cross join unnest(s.gist) as u (lemma)
    where (s.item is null or u.lemma <> s.item) and (s.act is null or u.lemma <> s.act)
),
held as (
    select lemma, count(*) as held from about group by lemma
),
listed as (
    select a.version, a.start, array_agg(h.lemma order by h.lemma) as lemmas, array_agg(h.held order by h.lemma) as held
    from about as a
    inner join held as h on h.lemma = a.lemma
    group by a.version, a.start
),
whole as (
    select count(*) as figures from said
)
select
    s.version,
    s.start,
    coalesce(s.item, '')
        || ' ' || coalesce(s.unit, '')
        || ' ' || coalesce(s.period, '')
        || case when s.kind in ('share', 'change') then ' %' else '' end as thing,
    l.lemmas,
    l.held,
    w.figures
from said as s
left join listed as l on l.version = s.version and l.start = s.start
cross join whole as w
where s.item is not null or s.unit is not null

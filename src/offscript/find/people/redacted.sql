-- Wordings that name persons off the list of public ones, or lead to them, with those stretches blotted out letter for letter.
-- A word alone falls where the recogniser of names sees something else or somebody public, unless a sure name of the case has it;
-- one amid a sentence and a doubtful one count only where it sees a person, as do names of several words that only the recogniser
-- sees. What the case itself names (its entities, its matters' words) is never hidden.
with sure_mark as (
    select distinct mark from (select unnest(marks) as mark from private where basis = 'sure' and kind = 'person') as listed
),
again as (
    select distinct a.version, a.start, a."end"
    from (select version, start, "end", unnest(marks) as mark from private where basis = 'alone') as a
    inner join sure_mark as s on s.mark = a.mark
),
listed as (
    select version, start, "end" from mention where role in ('term', 'place')
    union
    select version, start, "end" from entity where basis = 'case'
),
given as (
    select distinct p.version, p.start, p."end"
    from private as p
    inner join listed as l on l.version = p.version and l.start < p."end" and l."end" > p.start
    where p.kind = 'person'
),
met as (
    select
        p.version,
        p.start,
        p."end",
        p.basis,
        max(case when e.kind = 'person' and e.entity like 'person-%' then 1 else 0 end) as private,
        max(case when e.kind in ('place', 'organisation') or e.kind = 'person' and e.entity not like 'person-%' then 1 else 0 end) as public
    from private as p
    left join entity as e on e.version = p.version and e.start < p."end" and e."end" > p.start
    group by p.version, p.start, p."end", p.basis
),
kept as (
    select version, start, "end" from again
    union
    select version, start, "end"
    from met
    where basis = 'sure' or (basis = 'alone' and public = 0) or (basis in ('amid', 'doubtful') and private = 1 and public = 0)
),
found as (
    select k.version, k.start, k."end"
    from kept as k
    left join given as g on g.version = k.version and g.start = k.start and g."end" = k."end"
    where g.version is null
    union
    select e.version, e.start, e."end"
    from entity as e
    inner join version as v on v.version = e.version
    where
        e.kind = 'person'
        and e.entity like 'person-%'
        and position(' ' in substring(v.text, cast(e.start + 1 as integer), cast(e."end" - e.start as integer))) > 0
),
ordered as (
    select version, start, "end", max("end") over before as reached
    from found
    window before as (partition by version order by start, "end" rows between unbounded preceding and 1 preceding)
),
numbered as (
    select
        version,
        start,
        "end",
        sum(case when reached is null or start > reached then 1 else 0 end)
            over (partition by version order by start, "end" rows between unbounded preceding and current row) as number
    from ordered
),
hole as (
    select version, min(start) as start, max("end") as "end" from numbered group by version, number
),
beside as (
    select
        version,
        start,
        "end",
        coalesce(lag("end") over (partition by version order by start), 0) as kept_from
    from hole
),
piece as (
    select
        b.version,
        b.start,
        b."end",
        substring(v.text, cast(b.kept_from + 1 as integer), cast(b.start - b.kept_from as integer))
            || repeat('█', cast(b."end" - b.start as integer)) as words
    from beside as b
    inner join version as v on v.version = b.version
),
joined as (
    select version, array_to_string(array_agg(words order by start), '') as words, max("end") as reached, count(*) as stretches
    from piece
    group by version
)
select
    j.version,
    j.words || substring(v.text, cast(j.reached + 1 as integer)) as text,
    j.stretches
from joined as j
inner join version as v on v.version = j.version

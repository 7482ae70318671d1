-- Statements of the case that share the most with each statement of an article (`asked`: fact, token), by how much their shared
-- stems tell; and statements of other languages that name the same or count the same (`clued`: fact, clue); and
-- all of sources it names that say little (`saying`: fact, source).
with word as (
    select distinct
        a.version,
        a.start,
        substring(u.lemma, 1, cast(greatest(4, length(u.lemma) - 3) as integer)) as token
    from asserted as a
    cross join unnest(a.gist) as u (lemma)
),
heavy as (
    select w.token, ln((1 + t.sentences) / count(*)) as weight
    from word as w
    cross join (select count(*) as sentences from asserted) as t
    group by w.token, t.sentences
),
met as (
    select q.fact, w.version, w.start, sum(h.weight) as weight
    from asked as q
    inner join word as w on w.token = q.token
    inner join heavy as h on h.token = q.token
    group by q.fact, w.version, w.start
),
clue as (
    select a.version, a.start, 'name ' || n."key" as clue
    from asserted as a
    inner join name as n on n.version = a.version and n.start >= a.start and n."end" <= a."end"
    where n.kind <> 'office'
    union
    select a.version, a.start, 'value ' || coalesce(f.low, f.high) as clue
    from asserted as a
    inner join amount as f on f.version = a.version and f.start >= a.start and f."end" <= a."end"
),
telling as (
    select k.clue, ln((1 + t.sentences) / count(*)) as weight
    from clue as k
    cross join (select count(*) as sentences from asserted) as t
    group by k.clue, t.sentences
),
hinted as (
    select q.fact, k.version, k.start, sum(t.weight) as weight
    from clued as q
    inner join clue as k on k.clue = q.clue
    inner join telling as t on t.clue = q.clue
    inner join language as l on l.version = k.version and l.lang <> q.lang
    group by q.fact, k.version, k.start
),
quiet as (
    select p.source
    from asserted as a
    inner join version as v on v.version = a.version
    inner join post as p on p.post = v.post
    group by p.source
    having count(*) <= 150
),
voiced as (
    select q.fact, a.version, a.start
    from asserted as a
    inner join version as v on v.version = a.version
    inner join post as p on p.post = v.post
    inner join quiet as o on o.source = p.source
    inner join saying as q on q.source = p.source
),
ranked as (
    select fact, version, start, row_number() over (partition by fact order by weight desc, version, start) as place
    from met
    union all
    select fact, version, start, row_number() over (partition by fact order by weight desc, version, start) + 20 as place
    from hinted
    union all
    select fact, version, start, 39 as place
    from voiced
)
select fact, version, start, min(place) as place
from ranked
where place <= 40
group by fact, version, start
order by fact, place, version, start

-- Statements that say a thing is without precedent, and the last one before it in this collection that is like it: by at least
-- three lemmas and three fifths of its weight, told two days before or earlier, so that the same news is no precedent of itself.
-- What is like it shares one of its heaviest lemmas at least, those without which two fifths are passed: only such are compared
-- (prefix filtering, Chaudhuri et al. 2006, "A Primitive Operator for Similarity Joins").
with called as (
    select
        a.version,
        a.start,
        a."end",
        p.post,
        p.source,
        p.tier,
        p.published_at
    from asserted as a
    inner join version as v on v.version = a.version
    inner join post as p on p.post = v.post and p.first_version = v.version
    where
        a.form = 'said'
        and array_length(a.gist) >= 4
        and regexp_matches(
            lower(substring(v.text, cast(a.start + 1 as integer), cast(a."end" - a.start as integer))),
            'впервые|беспрецедент|вперше|безпрецедент|unprecedented|for the first time|never before'
        )
),
word as (
    select a.version, a.start, u.lemma
    from asserted as a
    cross join unnest(a.gist) as u (lemma)
),
heavy as (
    select w.lemma, ln((1 + max(t.sentences)) / count(*)) as weight, count(*) as held
    from word as w
    cross join (select count(*) as sentences from asserted) as t
    group by w.lemma
),
asked as (
    select c.version, c.start, c.published_at, w.lemma, h.weight, h.held
    from called as c
    inner join word as w on w.version = c.version and w.start = c.start
    inner join heavy as h on h.lemma = w.lemma
),
whole as (
    select version, start, sum(weight) as weight from asked group by version, start
),
heaviest as (
    select q.version, q.start, q.published_at, q.lemma
    from (
        select
            a.version,
            a.start,
            a.published_at,
            a.lemma,
            a.held,
            w.weight as whole,
            sum(case when a.held > 2000 then a.weight else 0 end) over (partition by a.version, a.start) as common,
            coalesce(
                sum(case when a.held <= 2000 then a.weight else 0 end) over (
                    partition by a.version, a.start order by a.weight desc, a.lemma
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as heavier
        from asked as a
        inner join whole as w on w.version = a.version and w.start = a.start
    ) as q
    where q.held <= 2000 and q.heavier <= 0.4 * q.whole - q.common + 0.000001
),
near_by as (
    select distinct h.version, h.start, w.version as like_version, w.start as like_start, p.published_at as like_at
    from heaviest as h
    inner join word as w on w.lemma = h.lemma
    inner join version as v on v.version = w.version
    inner join post as p
        on p.post = v.post and p.first_version = v.version and p.published_at < h.published_at - 172800000000
),
alike as (
    select n.version, n.start, n.like_version, n.like_start, n.like_at, sum(q.weight) as weight
    from near_by as n
    inner join asked as q on q.version = n.version and q.start = n.start and q.held <= 2000
    inner join word as w on w.version = n.like_version and w.start = n.like_start and w.lemma = q.lemma
    group by n.version, n.start, n.like_version, n.like_start, n.like_at
    having count(*) >= 3
),
near as (
    select
        k.version,
        k.start,
        k.like_version,
        k.like_start,
        k.like_at,
        k.weight / w.weight as likeness,
        count(*) over (partition by k.version, k.start) as times,
        row_number() over (
            partition by k.version, k.start order by k.like_at desc, k.weight desc, k.like_version, k.like_start
        ) as place
    from alike as k
    inner join whole as w on w.version = k.version and w.start = k.start
    where k.weight >= 0.6 * w.weight
)
select
    c.version,
    c.start,
    c."end",
    c.post,
    c.source,
    c.tier,
    c.published_at,
    n.like_version,
    n.like_start,
    l."end" as like_end,
    n.like_at,
    n.likeness,
    coalesce(n.times, 0) as times,
    c.published_at - r.from_us as reach_us
from called as c
cross join (select min(published_at) as from_us from post) as r
left join near as n on n.version = c.version and n.start = c.start and n.place = 1
left join asserted as l on l.version = n.like_version and l.start = n.like_start

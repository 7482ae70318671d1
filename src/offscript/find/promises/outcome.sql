-- Promises and later sentences that say the same was done, or was not: what was done is what was to be done, and three
-- quarters of its words, by weight, are in the sentence: it then holds one of the heaviest words of the promise, those before
-- which no more than a quarter of the weight lies, and only such sentences are looked at (prefix filter; Bayardo et al. 2007,
-- "Scaling Up All Pairs Similarity Search").
with told as (
    select
        'promise' as side,
        g.version,
        g.start,
        g.polarity,
        g.gist,
        p.post,
        p.source,
        p.published_at,
        p.published_at as from_us,
        coalesce(g.due_high, p.published_at) + 10368000000000 as to_us
    from pledge as g
    inner join version as v on v.version = g.version
    inner join post as p on p.post = v.post
    where g.voice <> 'ironic' and g.condition_start is null and g.strength in ('vowed', 'will', 'plans')
    union all
    select
        'deed' as side,
        d.version,
        d.start,
        d.polarity,
        d.gist,
        p.post,
        p.source,
        p.published_at,
        null as from_us,
        null as to_us
    from deed as d
    inner join version as v on v.version = d.version
    inner join post as p on p.post = v.post
),
word as (
    select t.side, t.version, t.start, t.post, t.published_at, t.from_us, t.to_us, u.lemma
    from told as t
    cross join unnest(t.gist) as u (lemma)
),
weight as (
    select w.lemma, count(*) as held, ln((1 + max(n.sentences)) / count(*)) as weight
    from word as w
    cross join (select count(*) as sentences from told) as n
    group by w.lemma
),
heavy as (
    select w.side, w.version, w.start, sum(k.weight) as weight
    from word as w
    inner join weight as k on k.lemma = w.lemma
    group by w.side, w.version, w.start
),
ordered as (
    select
        w.version,
        w.start,
        w.post,
        w.from_us,
        w.to_us,
        w.lemma,
        k.held,
        coalesce(
            sum(k.weight) over (
                partition by w.version, w.start
                order by k.weight desc, w.lemma
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as before,
        h.weight as whole
    from word as w
    inner join weight as k on k.lemma = w.lemma
    inner join heavy as h on h.side = w.side and h.version = w.version and h.start = w.start
    where w.side = 'promise'
),
act as (
    select d.version, d.start, d."end", u.act
    from deed as d
    cross join unnest(d.acts) as u (act)
),
done_already as (
    select distinct g.version, g.start, a.act
    from pledge as g
    inner join act as a on a.version = g.version and a.start < g."end" and a."end" > g.start
),
due as (
    select g.version, g.start, u.act
    from pledge as g
    cross join unnest(g.acts) as u (act)
),
asked as (
    select o.version, o.start, o.post, o.from_us, o.to_us, o.lemma, w.act
    from ordered as o
    inner join due as w on w.version = o.version and w.start = o.start
    left join done_already as a on a.version = o.version and a.start = o.start and a.act = w.act
    where o.held <= 400 and o.before <= 0.25 * o.whole + 1e-9 and a.act is null
),
answered as (
    select w.version, w.start, w.post, w.published_at, w.lemma, t.act
    from word as w
    inner join act as t on t.version = w.version and t.start = w.start
    where w.side = 'deed'
),
enacted as (
    select distinct g.version, g.start, d.version as deed_version, d.start as deed_start
    from asked as g
    inner join answered as d
        on d.lemma = g.lemma
            and d.act = g.act
            and d.post <> g.post
            and d.published_at > g.from_us
            and d.published_at <= g.to_us
),
common as (
    select c.version, c.start, c.deed_version, c.deed_start, u.lemma
    from enacted as c
    inner join told as g on g.side = 'promise' and g.version = c.version and g.start = c.start
    inner join told as d on d.side = 'deed' and d.version = c.deed_version and d.start = c.deed_start
    cross join unnest(array_intersect(g.gist, d.gist)) as u (lemma)
),
shared as (
    select c.version, c.start, c.deed_version, c.deed_start, count(*) as lemmas, sum(k.weight) as weight
    from common as c
    inner join weight as k on k.lemma = c.lemma
    group by c.version, c.start, c.deed_version, c.deed_start
)
select
    s.version,
    s.start,
    s.deed_version,
    s.deed_start,
    e."end" as deed_end,
    d.post as deed_post,
    d.source as deed_source,
    d.published_at as deed_at,
    d.source = p.source as by_its_source,
    case when p.polarity * d.polarity > 0 then 'met' else 'not met' end as relation,
    s.weight / a.weight as alike
from shared as s
inner join heavy as a on a.side = 'promise' and a.version = s.version and a.start = s.start
inner join told as p on p.side = 'promise' and p.version = s.version and p.start = s.start
inner join told as d on d.side = 'deed' and d.version = s.deed_version and d.start = s.deed_start
inner join deed as e on e.version = s.deed_version and e.start = s.deed_start
where s.lemmas >= 3 and s.weight >= 0.75 * a.weight

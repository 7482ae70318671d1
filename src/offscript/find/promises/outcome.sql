-- Promises and later sentences that say the same was done, or was not: what was done is what was to be done, and three
-- quarters of its words, by weight, are in the sentence.
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
candidate as (
    select distinct g.version, g.start, d.version as deed_version, d.start as deed_start
    from word as g
    inner join weight as k on k.lemma = g.lemma and k.held <= 400
    inner join word as d
        on d.side = 'deed'
            and d.lemma = g.lemma
            and d.post <> g.post
            and d.published_at > g.from_us
            and d.published_at <= g.to_us
    where g.side = 'promise'
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
enacted as (
    select distinct c.version, c.start, c.deed_version, c.deed_start
    from candidate as c
    inner join act as t on t.version = c.deed_version and t.start = c.deed_start
    left join done_already as o on o.version = c.version and o.start = c.start and o.act = t.act
    inner join (select g.version, g.start, u.act from pledge as g cross join unnest(g.acts) as u (act)) as w
        on w.version = c.version and w.start = c.start and w.act = t.act
    where o.act is null
),
shared as (
    select c.version, c.start, c.deed_version, c.deed_start, count(*) as lemmas, sum(k.weight) as weight
    from enacted as c
    inner join word as g on g.side = 'promise' and g.version = c.version and g.start = c.start
    inner join word as d
        on d.side = 'deed' and d.version = c.deed_version and d.start = c.deed_start and d.lemma = g.lemma
    inner join weight as k on k.lemma = g.lemma
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

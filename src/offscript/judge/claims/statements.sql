-- Statements about a matter with all by which they are held to say the same: lemmas and how much each tells, figures, the
-- sentence as a vector, whether it uses the matter's own words, and what a person said of them.
with told as (
    select s.*, l.lang, c.cascade
    from status as s
    inner join version as v on v.version = s.version
    inner join post as p on p.post = v.post and p.first_version = v.version
    inner join calendar as k on k.quarter = p.published_at // 900000000
    inner join language as l on l.version = s.version
    left join cascade as c on c.post = p.post
    where s.matter is not null and s.form <> 'opinion' and k.in_window and (array_length(s.gist) >= 3 or s.basis = 'word')
),
edges as (
    select b.version, b.start, b."end" from boilerplate as b
),
kept as (
    select t.*
    from told as t
    left join edges as b on b.version = t.version and b.start <= t.start and b."end" >= t."end"
    where b.version is null
),
word as (
    select a.version, a.start, u.lemma
    from asserted as a
    cross join unnest(a.gist) as u (lemma)
),
held as (
    select lemma, count(*) as held from word group by lemma
),
total as (
    select count(*) as sentences from asserted
),
heavy as (
    select lemma, ln((1 + t.sentences) / h.held) as weight
    from held as h
    cross join total as t
),
weighed as (
    select
        w.version,
        w.start,
        array_agg(w.lemma order by w.lemma) as lemmas,
        array_agg(h.weight order by w.lemma) as weights
    from word as w
    inner join heavy as h on h.lemma = w.lemma
    group by w.version, w.start
),
numbers as (
    select
        k.version,
        k.start,
        k.matter,
        array_agg(coalesce(f.item, '') || '=' || coalesce(f.low, f.high) order by f.start) as figures
    from kept as k
    inner join figure as f on f.version = k.version and f.start >= k.start and f."end" <= k."end"
    group by k.version, k.start, k.matter
),
spoken as (
    select distinct k.version, k.start, k.matter
    from kept as k
    inner join mention as m
        on m.version = k.version and m.matter = k.matter and m.role = 'term' and m.start >= k.start and m."end" <= k."end"
),
meant as (
    select version, start, "end", vector from vector
    union all
    select version, start, "end", vector from meaning
),
placed as (
    select
        k.version,
        k.start,
        k.matter,
        x.vector,
        row_number() over (
            partition by k.version, k.start, k.matter
            order by least(x."end", k."end") - greatest(x.start, k.start) desc, x.start
        ) as place
    from kept as k
    inner join meant as x on x.version = k.version and x.start < k."end" and x."end" > k.start
),
ruled as (
    select
        k.version,
        k.start,
        k.matter,
        c.accept,
        c.target,
        row_number() over (partition by k.version, k.start, k.matter order by c.entry desc) as place
    from kept as k
    inner join correction as c
        on c.kind = 'claim' and c.anchor = k.version and c.start < k."end" and c."end" > k.start
)
select
    k.matter,
    k.version,
    k.start,
    k."end",
    k.post,
    k.source,
    k.tier,
    k.published_at,
    k.precision_us,
    k.status,
    k.basis,
    k.stands,
    k.part,
    k.voice,
    k."by",
    k.by_name,
    k.lang,
    w.lemmas,
    w.weights,
    f.figures,
    s.version is not null as on_matter,
    x.vector,
    r.accept,
    r.target
from kept as k
inner join weighed as w on w.version = k.version and w.start = k.start
left join numbers as f on f.version = k.version and f.start = k.start and f.matter = k.matter
left join spoken as s on s.version = k.version and s.start = k.start and s.matter = k.matter
left join placed as x on x.version = k.version and x.start = k.start and x.matter = k.matter and x.place = 1
left join ruled as r on r.version = k.version and r.start = k.start and r.matter = k.matter and r.place = 1

-- Statements of the case (`chosen`: version, start) with their words, their post, whose they are, and what stands around them.
with spoken as (
    select
        a.version,
        a.start,
        o.voice,
        o.frame,
        o.entity,
        o.name,
        o.source,
        row_number() over (
            partition by a.version, a.start
            order by case when o.voice in ('quoted', 'reported') then 0 else 1 end, o."end" - o.start desc
        ) as place
    from chosen as c
    inner join asserted as a on a.version = c.version and a.start = c.start
    inner join voice as o on o.version = a.version and o.start < a."end" and o."end" > a.start
),
numbers as (
    select
        c.version,
        c.start,
        array_agg(coalesce(f.item, '') || '|' || coalesce(f.unit, '') || '|' || coalesce(f.low, f.high) order by f.start) as figures
    from chosen as c
    inner join asserted as a on a.version = c.version and a.start = c.start
    inner join amount as f on f.version = a.version and f.start >= a.start and f."end" <= a."end"
    group by c.version, c.start
),
around as (
    select c.version, array_agg(distinct u.lemma) as lemmas
    from (select distinct version from chosen) as c
    inner join asserted as a on a.version = c.version
    cross join unnest(a.gist) as u (lemma)
    group by c.version
)
select distinct
    a.version,
    a.start,
    a."end",
    a.word,
    a.cue_start,
    a.stands,
    a.form,
    a.gist,
    a.denied,
    a.days,
    v.text,
    p.post,
    p.source,
    p.tier,
    s.name,
    p.published_at,
    p.precision_us,
    l.lang,
    coalesce(o.voice, 'unknown') as voice,
    o.frame,
    o.entity,
    o.name as speaker,
    o.source as said_by,
    f.figures,
    r.lemmas,
    coalesce(k.cascade, p.post) as cascade
from chosen as c
inner join asserted as a on a.version = c.version and a.start = c.start
inner join version as v on v.version = a.version
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source
inner join language as l on l.version = a.version
left join spoken as o on o.version = a.version and o.start = a.start and o.place = 1
left join numbers as f on f.version = a.version and f.start = a.start
left join around as r on r.version = a.version
left join cascade as k on k.post = p.post

-- What goes into a timeline: joint breaks, the first statement of each new status of a disputed claim, the first in each tier to say
-- a bad fact plainly, rungs of blame first reached, figures revised without saying so, and promises that were broken or fell due.
with disputed as (
    select claim from assessed where affirmed + denied + "open" > 1
),
stepped as (
    select
        c.*,
        row_number() over (partition by c.claim, c.status order by c.position) as place
    from claim as c
    inner join disputed as d on d.claim = c.claim
),
plain as (
    select
        a.*,
        row_number() over (partition by a.matter, a.tier order by a.published_at, a.version, a.start) as place
    from admission as a
    where a.grade in ('plainly', 'partly') and a.voice in ('own', 'endorsed')
),
kept as (
    select b."at", 'break' as kind, 'several measures of the line change at once' as what, null as matter, 'break' as refers, null as tier,
        null as source, null as version, null as start, null as "end"
    from break as b
    where b.measure = 'several' and b.probability >= 0.5
    union all
    select s.published_at as "at", 'claim' as kind, s.status as what, s.matter, 'claim:' || s.claim as refers, s.tier, s.source, s.version, s.start, s."end"
    from stepped as s
    where s.place = 1
    union all
    select p.published_at as "at", 'admission' as kind, 'first of its tier to admit it ' || p.grade as what, p.matter,
        'admission' as refers, p.tier, p.source, p.version,
        p.start, p."end"
    from plain as p
    where p.place = 1
    union all
    select r.published_at as "at", 'blame' as kind, 'blame reaches ' || r.rung as what, null as matter, 'blame' as refers, r.tier, r.source, r.version, r.start, r."end"
    from reached as r
    where r."first"
    union all
    select p.published_at as "at", 'figure' as kind, 'a figure changed without saying so: ' || r.item as what, null as matter,
        'revision' as refers, p.tier, p.source,
        r.later_version as version, r.later_start as start, r.later_end as "end"
    from revision as r
    inner join version as v on v.version = r.later_version
    inner join post as p on p.post = v.post
    where r.relation in ('revision', 'growth') and not r.acknowledged and r.earlier_holder = r.later_holder
        and p.tier in ('ministry', 'official') and r.ratio >= 1.5
    union all
    select coalesce(p.due_high, p.published_at) as "at", 'promise' as kind, 'a promise ' || p.status as what,
        null as matter, 'promise' as refers, s.tier, p.source,
        p.version, p.start, p."end"
    from promise as p
    inner join source as s on s.source = p.source
    where p.status in ('broken', 'overdue') and s.tier in ('ministry', 'official') and p.due_high is not null
        and p.strength in ('vowed', 'will') and not p.near
)
select * from kept

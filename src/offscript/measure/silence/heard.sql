-- What silences are sought in: the stretch that sources share; each source's days with what was collected of them; its posts; and its
-- posts about matters, with the words.
with day as (
    select day_us, min(day) as day from calendar where in_window group by day_us
),
held as (
    select
        c.source,
        max(case when c.covered_us > 0 and c.day_us >= e.first_at then c.day_us + c.covered_us else e.last_at end) as to_us
    from coverage as c
    inner join extent as e on e.source = c.source
    group by c.source
),
posted as (
    select p.post, p.source, p.tier, p.published_at as "at", p.first_version as version, length(v.text) as length
    from post as p
    inner join version as v on v.version = p.first_version
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
),
about as (
    select
        p.source,
        p.tier,
        p."at",
        m.matter,
        m.version,
        m.start,
        m."end",
        row_number() over (partition by m.matter, m.post order by m.version, m.start) as place
    from matter as m
    inner join posted as p on p.post = m.post
    where m.start is not null
)
select
    'stretch' as what,
    null as source,
    null as tier,
    null as "at",
    null as day_us,
    null as state,
    t.from_us,
    t.to_us,
    null as missing,
    null as numbered,
    null as together,
    null as matter,
    null as version,
    null as start,
    null as "end"
from stretch as t
union all
select
    'day',
    c.source,
    s.tier,
    null,
    c.day_us,
    c.state,
    e.first_at,
    greatest(e.last_at, h.to_us),
    c.missing,
    e.first_number is not null,
    coalesce(array_contains(t.sources, c.source), false),
    null,
    null,
    null,
    null
from coverage as c
inner join day as d on d.day_us = c.day_us
inner join source as s on s.source = c.source
inner join extent as e on e.source = c.source
inner join held as h on h.source = c.source
left join stretch as t on true
union all
select 'post', source, tier, "at", null, null, null, null, null, null, null, null, version, 0, length
from posted
union all
select 'about', source, tier, "at", null, null, null, null, null, null, null, matter, version, start, "end"
from about
where place = 1

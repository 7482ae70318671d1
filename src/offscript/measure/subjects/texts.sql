-- First wordings inside the window: which text each carries, which matters its terms find (whatever people say of it), which of
-- them exclude it, what people say of it, and where it names persons the case does not name (not read closely: as rules see them).
with body as (
    select
        v.version,
        p.post,
        p.source,
        p.published_at,
        k.day_us,
        coalesce(c.cascade, p.post) as lineage,
        v.text,
        coalesce(l.lang, '') as language,
        coalesce(h."end", 0) as body_start,
        coalesce(f.start, length(v.text)) as body_end
    from post as p
    inner join version as v on v.version = p.first_version
    inner join calendar as k on k.quarter = p.published_at // 900000000
    left join language as l on l.version = v.version
    left join cascade as c on c.post = p.post
    left join boilerplate as h on h.version = v.version and h.edge = 'head'
    left join boilerplate as f on f.version = v.version and f.edge = 'foot'
    where k.in_window
),
hit as (
    select m.version, m.matter, min(m.start) as start, min(m."end") as "end"
    from mention as m
    inner join body as b on b.version = m.version
    where
        m.role <> 'exclude'
        and (m.from_us is null or b.published_at >= m.from_us)
        and (m.to_us is null or b.published_at < m.to_us)
    group by m.version, m.matter
),
excluded as (
    select distinct version, matter from mention where role = 'exclude'
),
found as (
    select h.version, array_agg(h.matter) as hits
    from hit as h
    left join excluded as e on e.version = h.version and e.matter = h.matter
    where e.version is null
    group by h.version
),
person as (
    select
        version,
        array_agg(start order by start, "end") as person_starts,
        array_agg("end" order by start, "end") as person_ends
    from (
        select version, start, "end" from entity where entity like 'person-%'
        union all
        select p.version, p.start, p."end"
        from private as p
        left join close_read as n on n.version = p.version
        where p.kind = 'person' and n.version is null
    ) as named_here
    group by version
),
judged as (
    select
        v.post,
        array_agg(case when c.accept then c.target end) as accepted,
        array_agg(case when c.accept then null else c.target end) as rejected
    from correction as c
    inner join version as v on (v.version = c.anchor or v.post = c.anchor) and v.number = 1
    where c.kind = 'matter'
    group by v.post
)
select b.*, f.hits, j.accepted, j.rejected, n.person_starts, n.person_ends
from body as b
left join person as n on n.version = b.version
left join found as f on f.version = b.version
left join judged as j on j.post = b.post

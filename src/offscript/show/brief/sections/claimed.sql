-- Every claim of one quantity that its own holder changed and does not merely count up, for drawing it as steps, with evidence for
-- the same time: a number of things before a measure, the line's own before others', then the one changed most often.
with revised as (
    select * from revision
),
counted as (
    select distinct r.quantity
    from revised as r
    inner join count as c on c.version = r.later_version and c.start = r.later_start
),
changed as (
    select
        r.quantity,
        count(*) as changes,
        min(case s.tier when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 else 3 end) as closeness,
        min(case when r.unit is null then 0 else 1 end) as measured
    from revised as r
    left join source as s on s.source = r.later_source
    where
        r.relation in ('growth', 'revision')
        and r.earlier_holder = r.later_holder
        and r.quantity not in (select quantity from counted)
    group by r.quantity
),
chosen as (
    select quantity, changes from changed order by measured, closeness, changes desc, quantity limit 1
),
sides as (
    select
        quantity,
        earlier_post as post,
        earlier_version as version,
        earlier_start as start,
        earlier_holder as holder,
        earlier_value as value,
        earlier_source as source,
        0 as silent
    from revised
    where quantity in (select quantity from chosen)
    union
    select
        quantity,
        later_post as post,
        later_version as version,
        later_start as start,
        later_holder as holder,
        later_value as value,
        later_source as source,
        case when relation in ('growth', 'revision') and earlier_holder = later_holder and not acknowledged then 1 else 0 end as silent
    from revised
    where quantity in (select quantity from chosen)
),
claiming as (
    select quantity, post, version, start, holder, value, source, max(silent) as silent
    from sides
    where value is not null
    group by quantity, post, version, start, holder, value, source
),
beside as (
    select version, start, min(evidence_low) as evidence_low, max(evidence_high) as evidence_high
    from comparison
    where comparable
    group by version, start
)
select
    s.quantity,
    c.changes,
    p.published_at,
    s.version,
    s.start,
    s.start + 1 as "end",
    s.value,
    s.silent,
    b.evidence_low,
    b.evidence_high,
    coalesce(h.name, f.holder_name, o.name, s.source) as holder
from claiming as s
inner join chosen as c on c.quantity = s.quantity
inner join post as p on p.post = s.post
left join source as o on o.source = s.source
left join source as h on 'source:' || h.source = s.holder
left join figure as f on f.version = s.version and f.start = s.start
left join beside as b on b.version = s.version and b.start = s.start
order by p.published_at, s.value, holder

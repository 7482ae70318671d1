-- The last step of each running count, with its first, its steps, its falls and who counts.
with steps as (
    select
        c.*,
        max(c.position) over (partition by c.count) as last,
        min(c.published_at) over (partition by c.count) as first_at,
        min(case when c.position = 0 then c.total end) over (partition by c.count) as first_total,
        min(c.added) over (partition by c.count) as least
    from count as c
)
select
    s.count,
    s.item,
    s.position + 1 as steps,
    s.first_at,
    s.first_total,
    s.published_at,
    s.total,
    s.unverified,
    case when s.least < 0 then s.least end as fell,
    s.version,
    s.start,
    s."end",
    v.text,
    coalesce(o.name, s.source) as name
from steps as s
inner join version as v on v.version = s.version
left join source as o on 'source:' || o.source = s.holder
where s.position = s.last
order by s.position desc, s.total desc, s.count

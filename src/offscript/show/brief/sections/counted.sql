-- The last step of each running count, with its first, its steps, its falls and who counts.
with steps as (
    select
        c.*,
        max(c.position) over (partition by c.count) as last,
        min(c.published_at) over (partition by c.count) as first_at,
        min(case when c.position = 0 then c.total end) over (partition by c.count) as first_total,
        min(c.added) over (partition by c.count) as least,
        max(c.ceiling) over (partition by c.count) as most,
        max(case when c.demand_change is not null then c.position end) over (partition by c.count) as turned
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
    s.most,
    t.demand_change,
    t.version as demand_version,
    t.demand_start,
    t.demand_end,
    w.version as before_version,
    w.demand_start as before_start,
    w.demand_end as before_end,
    coalesce(o.name, f.holder_name, p.name, s.source) as name
from steps as s
inner join version as v on v.version = s.version
left join count as t on t.count = s.count and t.position = s.turned
left join (
    select
        c.*,
        lead(c.position) over (partition by c.count order by c.position) as following
    from count as c
    where c.demand_start is not null
) as w
    on w.count = s.count and w.following = s.turned
left join source as o on 'source:' || o.source = s.holder
left join source as p on p.source = s.source
left join figure as f on f.version = s.version and f.start = s.start
where s.position = s.last
order by s.position desc, s.total desc, s.count

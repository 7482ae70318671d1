-- Who repeats whom, sources and tiers, with an example of each pair: the link that carries most words.
with linked as (
    select
        r.earlier_version,
        r.earlier_start,
        r.earlier_end,
        r.later_version,
        r.later_start,
        r.later_end,
        r.words,
        r.lag_us,
        e.source as earlier_source,
        l.source as later_source,
        e.tier as earlier_tier,
        l.tier as later_tier
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source
),
scoped as (
    select 'source' as scope, earlier_source as earlier, later_source as later, * from linked
    union all
    select 'tier' as scope, earlier_tier as earlier, later_tier as later, * from linked
),
quoting as (
    select e.source as earlier, l.source as later, count(distinct a.later) as posts
    from attribution as a
    inner join post as e on e.post = a.earlier
    inner join post as l on l.post = a.later
    where a.co_quoted
    group by e.source, l.source
),
placed as (
    select
        *,
        row_number() over (
            partition by scope, earlier, later
            order by words desc, lag_us, later_version, earlier_version, later_start, earlier_start
        ) as place
    from scoped
)
select
    p.scope,
    coalesce(a.name, p.earlier) as earlier,
    coalesce(b.name, p.later) as later,
    p.links,
    p."of" as possible,
    p.share,
    p.share_low,
    p.share_high,
    p.median_lag_us,
    p.lag_low_us,
    p.lag_high_us,
    p.order_unknown,
    coalesce(o.posts, 0) as co_quoted,
    c.expected,
    coalesce(k.verdict = 'common', false) as in_common,
    c.q,
    l.earlier_version,
    l.earlier_start,
    l.earlier_end,
    l.later_version,
    l.later_start,
    l.later_end
from repeat as p
inner join placed as l on l.scope = p.scope and l.earlier = p.earlier and l.later = p.later and l.place = 1
left join quoting as o on p.scope = 'source' and o.earlier = p.earlier and o.later = p.later
left join chance as c on p.scope = 'source' and c.earlier = p.earlier and c.later = p.later
left join common_source as k
    on p.scope = 'source' and k.a = least(p.earlier, p.later) and k.b = greatest(p.earlier, p.later)
left join source as a on p.scope = 'source' and a.source = p.earlier
left join source as b on p.scope = 'source' and b.source = p.later
order by p.scope, p.links desc, earlier, later

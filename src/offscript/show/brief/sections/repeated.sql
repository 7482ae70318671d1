-- Members of the most repeated texts: cascades by the number of sources they reached within a week of the first post.
with placed as (
    select
        c.cascade,
        c.post,
        c.parent,
        c.parent_basis,
        c.kind,
        c.changed,
        c.ties,
        c.confidence,
        c.position,
        c.lag_us,
        c.order_known,
        p.source,
        p.tier,
        p.published_at,
        p.precision_us,
        p.first_version as version,
        c.lag_us <= 604800000000 as in_time
    from cascade as c
    inner join post as p on p.post = c.post
),
rooted as (
    select p.cascade
    from placed as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where p.position = 0 and k.in_window
),
ranked as (
    select
        p.cascade,
        count(distinct p.source) filter (where p.in_time) as sources,
        count(*) filter (where p.in_time) as posts,
        count(*) filter (where not p.in_time) as later_posts
    from placed as p
    inner join rooted as r on r.cascade = p.cascade
    group by p.cascade
),
chosen as (
    select cascade, sources, posts, later_posts, row_number() over (order by sources desc, posts desc, cascade) as rank
    from ranked
    where sources >= 2
),
carried as (
    select
        later,
        earlier,
        later_start,
        later_end,
        row_number() over (partition by later, earlier order by words desc, later_version, earlier_version, later_start) as place
    from reuse
)
select
    h.rank,
    h.sources,
    h.posts,
    h.later_posts,
    m.cascade,
    m.post,
    m.parent,
    m.parent_basis,
    m.kind,
    m.position,
    m.lag_us,
    m.order_known,
    m.tier,
    m.published_at,
    m.precision_us,
    m.version,
    m.changed,
    m.ties,
    m.confidence,
    w.tiers,
    w.named,
    w.burst,
    w.burst_at,
    w.views,
    w.read_to,
    k.source as in_common,
    s.name,
    v.text,
    length(v.text) as length,
    coalesce(r.later_start, 0) as start,
    coalesce(r.later_end, length(v.text)) as "end"
from chosen as h
inner join placed as m on m.cascade = h.cascade and m.in_time
inner join source as s on s.source = m.source
inner join version as v on v.version = m.version
left join spread as w on w.cascade = m.cascade
left join post as e on e.post = m.parent
left join (
    select a as source, b as other from common_source where verdict = 'common'
    union all
    select b as source, a as other from common_source where verdict = 'common'
) as k
    on k.source = m.source and k.other = e.source
left join carried as r on r.later = m.post and r.earlier = m.parent and r.place = 1
where h.rank <= 10
order by h.rank, m.position

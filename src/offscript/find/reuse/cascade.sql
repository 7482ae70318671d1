-- Every link between posts, and every forward whose origin is held; what a post itself names as its origin counts first.
with shared as (
    select later, earlier, kind, min(changed) as changed
    from reuse
    group by later, earlier, kind
),
credited as (
    select distinct s.later, e.source
    from shared as s
    inner join credit as c on c.post = s.later
    inner join post as e on e.post = s.earlier and e.source = c.source
),
handed_on as (
    select distinct c.later, c.source
    from credited as c
    inner join shared as s on s.later = c.later
    inner join credit as o on o.post = s.earlier and o.source = c.source
),
worded as (
    select
        s.later as post,
        s.earlier as parent,
        case
            when l.parent = s.earlier then l.parent_kind
            when c.source is not null and h.source is null then 'named'
            else 'words'
        end as basis,
        s.kind,
        s.changed
    from shared as s
    inner join post as l on l.post = s.later
    inner join post as e on e.post = s.earlier
    left join credited as c on c.later = s.later and c.source = e.source
    left join handed_on as h on h.later = s.later and h.source = e.source
),
forwarded as (
    select p.post, p.parent, 'forward' as basis, null as kind, null as changed
    from post as p
    inner join post as o on o.post = p.parent
    where p.parent_kind = 'forward' and (o.published_at < p.published_at or (o.published_at = p.published_at and o.post < p.post))
),
every as (
    select * from worded
    union all
    select * from forwarded
)
select
    c.post,
    c.parent,
    c.basis,
    c.kind,
    c.changed,
    e.published_at as parent_at,
    l.published_at,
    coalesce(v.to_us - v.from_us, e.precision_us) as parent_precision_us,
    coalesce(w.to_us - w.from_us, l.precision_us) as precision_us
from every as c
inner join post as e on e.post = c.parent
inner join post as l on l.post = c.post
left join version as v on v.version = e.first_version
left join version as w on w.version = l.first_version

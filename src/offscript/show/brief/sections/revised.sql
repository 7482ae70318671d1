-- Figures changed by their own holder, and figures of one thing by two holders: who, when, from, to, who kept the old one.
with changed as (
    select * from revision
),
posted as (
    select post, published_at, precision_us
    from post
    where post in (select earlier_post from changed union select later_post from changed)
),
told as (
    select
        r.*,
        a.published_at as earlier_at,
        a.precision_us as earlier_precision_us,
        b.published_at as later_at,
        b.precision_us as later_precision_us,
        coalesce(s.name, r.earlier_source) as earlier_name,
        coalesce(t.name, r.later_source) as later_name,
        t.tier as later_tier
    from changed as r
    inner join posted as a on a.post = r.earlier_post
    inner join posted as b on b.post = r.later_post
    left join source as s on s.source = r.earlier_source
    left join source as t on t.source = r.later_source
),
held as (
    select holder, min(name) as name
    from (
        select holder, holder_name as name from figure where holder_name is not null
        union all
        select 'source:' || source as holder, name from source
    ) as named
    group by holder
),
worded as (
    select version, text from version where version in (
        select earlier_version from told where relation not in ('echo', 'rounding')
        union
        select later_version from told where relation not in ('echo', 'rounding')
    )
),
lasting as (
    select quantity, later_value as value, later_source as source, max(later_at) as last_at
    from told
    group by quantity, later_value, later_source
),
kept as (
    select r.quantity, r.earlier_value, r.later_version, count(distinct e.source) as sources
    from told as r
    inner join lasting as e on e.quantity = r.quantity and e.value = r.earlier_value and e.last_at > r.later_at
    where r.relation not in ('echo', 'rounding')
    group by r.quantity, r.earlier_value, r.later_version
)
select
    r.*,
    v.text as earlier_text,
    w.text as later_text,
    h.name as holder_name,
    coalesce(k.sources, 0) as still_old,
    i.name as earlier_holder_name
from told as r
inner join worded as v on v.version = r.earlier_version
inner join worded as w on w.version = r.later_version
left join held as h on h.holder = r.later_holder
left join held as i on i.holder = r.earlier_holder
left join count as c on c.version = r.later_version and c.start = r.later_start
left join kept as k
    on k.quantity = r.quantity and k.earlier_value = r.earlier_value and k.later_version = r.later_version
where r.relation not in ('echo', 'rounding') and r.ratio is not null and c.version is null
order by
    case when r.ratio > 20 or r.ratio < 0.05 then 1 else 0 end,
    case r.relation when 'silent edit' then 0 when 'contradiction' then 2 else 1 end,
    case r.later_tier when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 else 3 end,
    greatest(r.ratio, 1 / nullif(r.ratio, 0)) desc,
    r.later_at,
    r.later_version,
    r.later_start

-- Who repeats whom, with an example of each pair: the link that carries most words.
with linked as (
    select
        e.source as earlier,
        l.source as later,
        r.earlier_version,
        r.earlier_start,
        r.earlier_end,
        r.later_version,
        r.later_start,
        r.later_end,
        row_number() over (
            partition by e.source, l.source
            order by r.words desc, r.lag_us, r.later_version, r.earlier_version, r.later_start, r.earlier_start
        ) as place
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source
)
select
    a.name as earlier_name,
    b.name as later_name,
    a.tier as earlier_tier,
    b.tier as later_tier,
    p.links,
    p."of" as possible,
    p.share,
    p.share_low,
    p.share_high,
    p.median_lag_us,
    p.lag_low_us,
    p.lag_high_us,
    p.order_unknown,
    l.earlier_version,
    l.earlier_start,
    l.earlier_end,
    l.later_version,
    l.later_start,
    l.later_end
from repeat as p
inner join source as a on a.source = p.earlier
inner join source as b on b.source = p.later
inner join linked as l on l.earlier = p.earlier and l.later = p.later and l.place = 1
where p.scope = 'source'
order by p.links desc, a.name, b.name

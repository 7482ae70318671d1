-- The share of each tier's posts that carry earlier words of each other tier, with the link that carries most words.
with linked as (
    select
        e.tier as earlier,
        l.tier as later,
        r.earlier_version,
        r.earlier_start,
        r.earlier_end,
        r.later_version,
        r.later_start,
        r.later_end,
        row_number() over (
            partition by e.tier, l.tier
            order by r.words desc, r.lag_us, r.later_version, r.earlier_version, r.later_start, r.earlier_start
        ) as place
    from reuse as r
    inner join post as e on e.post = r.earlier
    inner join post as l on l.post = r.later
    where e.source <> l.source
)
select
    p.earlier,
    p.later,
    p.links,
    p."of" as possible,
    p.share,
    p.share_low,
    p.share_high,
    p.median_lag_us,
    p.lag_low_us,
    p.lag_high_us,
    l.earlier_version,
    l.earlier_start,
    l.earlier_end,
    l.later_version,
    l.later_start,
    l.later_end
from repeat as p
inner join linked as l on l.earlier = p.earlier and l.later = p.later and l.place = 1
where p.scope = 'tier'
order by p.earlier, p.later

-- Posts dated more than an hour before the one with the next smaller id, or after the one with the next larger, these being in order.
with numbered as (
    select distinct s.source, p.post, p.published_at, p.precision_us, try_cast(p.native_id as bigint) as number
    from resolution as s
    inner join record as r on r.record = s.record
    inner join post as p on p.post = s.post
    where r.platform = 'telegram' and try_cast(p.native_id as bigint) is not null and p.time_basis <> 'corrected'
),
neighbours as (
    select
        source,
        post,
        number,
        published_at,
        precision_us,
        lag(published_at) over (partition by source order by number) as before_at,
        lead(published_at) over (partition by source order by number) as after_at
    from numbered
),
compared as (
    select
        source,
        post,
        number,
        published_at,
        before_at,
        after_at,
        case
            when published_at + precision_us < before_at - 3600000000 then published_at - before_at
            when published_at > after_at + 3600000000 then published_at - after_at
        end as off_us
    from neighbours
    where before_at <= after_at
)
select v.version, o.post, o.source, o.number, o.published_at, o.before_at, o.after_at, o.off_us
from compared as o
inner join version as v on v.post = o.post and v.number = 1
where o.off_us is not null

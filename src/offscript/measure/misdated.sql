-- Posts whose time was set back (see set_back), and posts dated more than an hour after the one with the next larger number, where the one
-- before agrees with that.
with numbered as (
    select distinct r.source_key, p.post, p.source, p.published_at, try_cast(p.native_id as bigint) as number, b.by_us
    from resolution as s
    inner join record as r on r.record = s.record
    inner join post as p on p.post = s.post
    left join set_back as b on b.post = p.post
    where r.platform = 'telegram' and try_cast(p.native_id as bigint) is not null and p.time_basis <> 'corrected'
),
neighbours as (
    select
        *,
        lag(published_at) over (partition by source_key order by number) as before_at,
        lead(published_at) over (partition by source_key order by number) as after_at
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
            when by_us is not null then - by_us
            when before_at <= after_at and published_at > after_at + 3600000000 then published_at - after_at
        end as off_us
    from neighbours
),
told as (
    select
        post,
        source,
        number,
        published_at,
        min(before_at) as before_at,
        max(after_at) as after_at,
        max_by(off_us, abs(off_us)) as off_us
    from compared
    where off_us is not null
    group by post, source, number, published_at
)
select v.version, o.post, o.source, o.number, o.published_at, o.before_at, o.after_at, o.off_us
from told as o
inner join version as v on v.post = o.post and v.number = 1

-- Posts dated more than an hour before one with a smaller number of the same channel, and how much later they may have been posted: up to
-- the next post that was not set back, or a day after the last one where none follows. That other time counts where the middle one of the
-- next three posts is no earlier, so that one post dated ahead makes none that follow it doubtful.
with dated as (
    select
        s.post,
        r.source_key,
        try_cast(s.native_id as bigint) as number,
        r.published_at,
        r.precision_us,
        row_number() over (partition by s.post, s.native_id order by r.precision_us, r.published_at, r.record) as place
    from resolution as s
    inner join record as r on r.record = s.record
    where r.platform = 'telegram' and try_cast(s.native_id as bigint) is not null
),
followed as (
    select
        post,
        source_key,
        number,
        published_at,
        precision_us,
        lead(published_at, 1) over (partition by source_key order by number, post) as first_at,
        lead(published_at, 2) over (partition by source_key order by number, post) as second_at,
        lead(published_at, 3) over (partition by source_key order by number, post) as third_at
    from dated
    where place = 1
),
borne_out as (
    select
        *,
        case
            when published_at <= greatest(least(first_at, second_at), least(greatest(first_at, second_at), third_at))
                then published_at
        end as sure_at
    from followed
),
preceded as (
    select
        post,
        source_key,
        number,
        published_at,
        precision_us,
        max(sure_at) over (
            partition by source_key order by number, post rows between unbounded preceding and 1 preceding
        ) as not_before
    from borne_out
),
judged as (
    select *, coalesce(published_at + precision_us < not_before - 3600000000, false) as early
    from preceded
),
bounded as (
    select
        post,
        published_at,
        not_before,
        early,
        max(case when early then null else published_at end) over (
            partition by source_key order by number, post rows between unbounded preceding and 1 preceding
        ) as last_at,
        min(case when early then null else published_at end) over (
            partition by source_key order by number, post rows between 1 following and unbounded following
        ) as no_later
    from judged
)
select
    post,
    cast(max(not_before - published_at) as bigint) as by_us,
    cast(max(greatest(coalesce(no_later, last_at + 86400000000), not_before) - published_at) as bigint) as width_us
from bounded
where early
group by post

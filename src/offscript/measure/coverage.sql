-- Every source on every day of the collection: covered, capped, uncovered or unknown, and why.
with day as (
    select day_us, min(day) as day, max(quarter) * 900000000 + 900000000 as end_us
    from calendar
    group by day_us
),
held as (
    select distinct s.source, p.published_at, try_cast(s.native_id as bigint) as number
    from resolution as s
    inner join record as r on r.record = s.record
    inner join post as p on p.post = s.post
    where r.platform = 'telegram' and try_cast(s.native_id as bigint) is not null
),
stepped as (
    select
        source,
        published_at,
        lag(published_at) over (partition by source order by number) as before_at,
        number - lag(number) over (partition by source order by number) - 1 as hole
    from held
),
hole as (
    select source, before_at, published_at as after_at, hole
    from stepped
    where hole >= 20 and published_at > before_at
),
holed as (
    select
        h.source,
        d.day_us,
        max(h.hole) as largest,
        sum(least(h.after_at, d.end_us) - greatest(h.before_at, d.day_us)) as lost_us
    from hole as h
    inner join day as d on h.before_at < d.end_us and h.after_at > d.day_us
    group by h.source, d.day_us
),
missed as (
    select s.source, c.day_us, sum(s.hole) as missing
    from stepped as s
    inner join calendar as c on c.quarter = s.published_at // 900000000
    group by s.source, c.day_us
),
posted as (
    select p.source, c.day_us, count(*) as posts
    from post as p
    inner join calendar as c on c.quarter = p.published_at // 900000000
    group by p.source, c.day_us
),
seen as (
    select s.source, max(r.seen_at) as seen_at
    from resolution as s
    inner join record as r on r.record = s.record
    where r.seen_basis = 'export'
    group by s.source
),
polled as (
    select distinct r.source, h.feed, h.state, h.from_us, h.to_us, h.problem
    from (select feed, state, from_us, to_us, problem, unnest(files) as digest from reception) as h
    inner join record as c on c.file = h.digest
    inner join resolution as r on r.record = c.record
),
tuned as (
    select source, max(to_us) as heard_until from polled where state = 'up' group by source
),
deaf as (
    select
        p.source,
        d.day_us,
        min(p.problem) as problem,
        sum(least(p.to_us, d.end_us) - greatest(p.from_us, d.day_us)) as deaf_us
    from polled as p
    inner join day as d on p.from_us < d.end_us and p.to_us > d.day_us
    where p.state = 'down' and p.to_us - p.from_us > 10800000000
    group by p.source, d.day_us
),
faced as (
    select
        e.source,
        d.day_us,
        d.day,
        d.end_us,
        e.first_at,
        e.last_at,
        e.first_number,
        e.missing * 10 > (e.last_number - e.first_number + 1) * 6 as selected,
        e.cap,
        e.cap_basis,
        greatest(e.last_at, coalesce(s.seen_at, e.last_at), coalesce(l.heard_until, e.last_at)) as until_at,
        l.heard_until,
        u.problem,
        coalesce(u.deaf_us, 0) as deaf_us,
        coalesce(p.posts, 0) as posts,
        coalesce(m.missing, 0) as missing,
        h.largest,
        coalesce(h.lost_us, 0) as lost_us
    from extent as e
    cross join day as d
    left join seen as s on s.source = e.source
    left join tuned as l on l.source = e.source
    left join deaf as u on u.source = e.source and u.day_us = d.day_us
    left join posted as p on p.source = e.source and p.day_us = d.day_us
    left join missed as m on m.source = e.source and m.day_us = d.day_us
    left join holed as h on h.source = e.source and h.day_us = d.day_us
)
select
    source,
    day_us,
    day,
    case
        when end_us <= first_at and first_number = 1 then 'covered'
        when end_us <= first_at and (first_number > 1 or cap is not null) then 'uncovered'
        when end_us <= first_at then 'unknown'
        when day_us > until_at then 'unknown'
        when cap_basis = 'day' then 'capped'
        when first_at >= day_us and cap_basis = 'total' then 'capped'
        when selected or largest is not null then 'unknown'
        when first_number is null and deaf_us > 0 then 'unknown'
        when first_number is null and posts = 0 and heard_until is null then 'unknown'
        else 'covered'
    end as state,
    case
        when end_us <= first_at and first_number = 1 then 'the source had not begun'
        when end_us <= first_at and cap is not null then 'before the stretch that a cap of ' || cap || ' posts left'
        when end_us <= first_at and first_number > 1 then 'before the first post held; its id ' || first_number || ' shows that earlier ones exist'
        when end_us <= first_at then 'before the first post held'
        when day_us > until_at then 'after the last post held: quiet, or not collected'
        when cap_basis = 'day' then 'never more than ' || cap || ' posts a day'
        when first_at >= day_us and cap_basis = 'total' then 'the cap of ' || cap || ' posts cut this day'
        when selected then 'most ids between the first and the last post are not held: a selection'
        when largest is not null then largest || ' ids in a row are not held'
        when first_number is null and deaf_us > 0 then 'the feed did not answer for ' || deaf_us // 3600000000 || ' hours (' || problem || ')'
        when first_number is null and posts = 0 and heard_until is null then 'no post, and no ids that would show whether any is missing'
        when first_number is null and posts = 0 then 'no post, and the feed was heard throughout'
        when posts = 0 then 'no post, and no id missing'
        else 'held'
    end as reason,
    case
        when end_us <= first_at and first_number = 1 then end_us - day_us
        when selected or (first_number is null and posts = 0 and heard_until is null) then 0
        else cast(greatest(0, least(end_us, until_at) - greatest(day_us, first_at) - lost_us - case when first_number is null then deaf_us else 0 end) as bigint)
    end as covered_us,
    posts,
    cast(missing as bigint) as missing
from faced

-- What is held of each source: first and last post, sequential ids that are missing, and whether the collection was cut.
with held as (
    select distinct s.source, try_cast(s.native_id as bigint) as number
    from resolution as s
    inner join record as r on r.record = s.record
    where r.platform = 'telegram' and try_cast(s.native_id as bigint) is not null
),
stepped as (
    select source, number, number - lag(number) over (partition by source order by number) - 1 as hole
    from held
),
numbers as (
    select
        source,
        min(number) as first_number,
        max(number) as last_number,
        coalesce(sum(hole), 0) as missing,
        coalesce(max(hole), 0) as largest_hole
    from stepped
    group by source
),
total as (
    select
        source,
        count(*) as posts,
        min(published_at) as first_at,
        max(published_at) as last_at,
        max(precision_us) as precision_us,
        count(*) filter (where precision_us > 3600000000 * 2) as day_only
    from post
    group by source
),
collected as (
    select source, max(known) as known
    from (
        select s.source, r.file, count(distinct s.native_id) as known
        from resolution as s
        inner join record as r on r.record = s.record
        group by s.source, r.file
    ) as by_file
    group by source
),
round_number as (
    select known, count(*) as sources
    from collected
    where known >= 100 and known % 50 = 0
    group by known
    having count(*) >= 3
),
expected as (
    select r.known, r.sources, count(c.source) / (r.known * 0.2) as by_chance
    from round_number as r
    left join collected as c on c.known <> r.known and c.known between r.known * 0.9 and r.known * 1.1
    group by r.known, r.sources
),
round_total as (
    select known from expected where sources > 2 + 4 * by_chance + 3 * sqrt(by_chance)
),
by_day as (
    select p.source, c.day_us, count(*) as posts
    from post as p
    inner join calendar as c on c.quarter = p.published_at // 900000000
    group by p.source, c.day_us
),
fullest as (
    select source, max(posts) as most, count(*) as days
    from by_day
    group by source
),
daily as (
    select f.source, f.most
    from fullest as f
    inner join by_day as d on d.source = f.source and d.posts = f.most
    where f.most >= 8 and f.days >= 5
    group by f.source, f.most, f.days
    having count(*) * 10 >= f.days * 7
)
select
    t.source,
    t.posts,
    t.first_at,
    t.last_at,
    n.first_number,
    n.last_number,
    cast(n.missing as bigint) as missing,
    n.largest_hole,
    coalesce(d.most, r.known) as cap,
    case when d.most is not null then 'day' when r.known is not null then 'total' end as cap_basis,
    t.precision_us,
    t.day_only
from total as t
left join numbers as n on n.source = t.source
left join collected as k on k.source = t.source
left join round_total as r on r.known = k.known
left join daily as d on d.source = t.source

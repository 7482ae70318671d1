-- Every source, what is held of it, and the words of its first and last post.
with ends as (
    select source, min(published_at) as first_at, max(published_at) as last_at
    from post
    where first_version is not null
    group by source
),
placed as (
    select p.source, p.published_at = e.first_at as at_first, p.published_at = e.last_at as at_last, min(p.post) as post
    from post as p
    inner join ends as e on e.source = p.source
    where p.first_version is not null and (p.published_at = e.first_at or p.published_at = e.last_at)
    group by p.source, p.published_at = e.first_at, p.published_at = e.last_at
),
worded as (
    select p.post, p.first_version as version, length(v.text) as length
    from post as p
    inner join version as v on v.version = p.first_version
    where
        p.post in (select post from placed)
        and v.version in (select first_version from post where post in (select post from placed))
),
told as (
    select p.source, p.at_first, p.at_last, w.version, w.length
    from placed as p
    inner join worded as w on w.post = p.post
)
select
    s.source,
    s.name,
    s.tier,
    s.tier_status,
    e.posts,
    e.first_at,
    e.last_at,
    e.first_number,
    e.last_number,
    e.missing,
    e.largest_hole,
    e.cap,
    e.cap_basis,
    e.precision_us,
    f.version as first_version,
    f.length as first_length,
    l.version as last_version,
    l.length as last_length
from extent as e
inner join source as s on s.source = e.source
left join told as f on f.source = e.source and f.at_first
left join told as l on l.source = e.source and l.at_last
order by s.tier, e.posts desc, s.source

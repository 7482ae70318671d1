-- Every source, what is held of it, and the words of its first and last post.
with placed as (
    select
        source,
        first_version as version,
        row_number() over (partition by source order by published_at, post) as place,
        row_number() over (partition by source order by published_at desc, post) as place_from_end
    from post
    where first_version is not null
),
worded as (
    select p.source, p.version, length(v.text) as length, p.place, p.place_from_end
    from placed as p
    inner join version as v on v.version = p.version
    where p.place = 1 or p.place_from_end = 1
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
left join worded as f on f.source = e.source and f.place = 1
left join worded as l on l.source = e.source and l.place_from_end = 1
order by s.tier, e.posts desc, s.source

-- The first and the last post with words of each tier inside the window.
with worded as (
    select
        p.tier,
        v.version,
        length(v.text) as length,
        row_number() over (partition by p.tier order by p.published_at, p.post) as place,
        row_number() over (partition by p.tier order by p.published_at desc, p.post) as place_from_end
    from post as p
    inner join version as v on v.version = p.first_version
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window
)
select tier, version, length
from worded
where place = 1 or place_from_end = 1
order by tier, place

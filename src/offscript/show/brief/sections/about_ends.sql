-- The first and the last post held that has words.
with worded as (
    select
        p.published_at,
        p.precision_us,
        v.version,
        length(v.text) as length,
        row_number() over (order by p.published_at, p.post) as place,
        row_number() over (order by p.published_at desc, p.post) as place_from_end
    from post as p
    inner join version as v on v.version = p.first_version
)
select version, length, published_at, precision_us
from worded
where place = 1 or place_from_end = 1
order by published_at

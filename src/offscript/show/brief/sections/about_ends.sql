-- The first and the last post held that has words.
with ends as (
    (select post from post where first_version is not null order by published_at, post limit 1)
    union
    (select post from post where first_version is not null order by published_at desc, post limit 1)
)
select v.version, length(v.text) as length, p.published_at, p.precision_us
from ends as e
inner join post as p on p.post = e.post
inner join version as v on v.version = p.first_version
order by p.published_at

-- Likeness of each tier by day and by week.
select aspect, bucket, name, "at", sources, posts, value, low, high, expected, q
from unison
where scope = 'tier'
order by aspect, bucket, name, "at"

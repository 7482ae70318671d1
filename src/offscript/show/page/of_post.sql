-- The wordings of every post.
select post, version, number, from_us
from version
order by post, number

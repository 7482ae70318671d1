-- How often each word is used, by the highest bits of its hash; under -1, how many posts are short.
select sketch, cast(sum(uses) as bigint) as uses
from used
group by sketch
union all
select -1 as sketch, cast(count(*) as bigint) as uses
from whole
where brief

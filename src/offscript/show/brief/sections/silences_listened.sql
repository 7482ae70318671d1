-- How many voices were listened to, of any kind of post and about matters, and how many of them show nothing.
select
    scope,
    case when matter is null then 0 else 1 end as about,
    count(*) as voices,
    sum(case when outcome = 'found' then 1 else 0 end) as found,
    sum(case when outcome in ('found', 'none') then 0 else 1 end) as open
from listened
group by scope, case when matter is null then 0 else 1 end
order by about, scope

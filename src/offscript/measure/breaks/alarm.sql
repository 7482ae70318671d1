-- Days of every series that was searched, with the breaks that were told of it.
with told as (
    select measure, scope, name, array_agg("at" order by "at") as breaks
    from break
    where scope <> 'case'
    group by measure, scope, name
)
select s.*, t.breaks
from searched as s
left join told as t on t.measure = s.measure and t.scope = s.scope and t.name = s.name

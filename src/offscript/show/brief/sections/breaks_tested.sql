-- Series searched for breaks: how many, how many had one, and of how many nothing can be said.
select
    measure,
    scope,
    count(*) as series,
    count(*) filter (where outcome = 'found') as found,
    count(*) filter (where outcome like 'cannot%') as open
from tested
group by measure, scope
order by measure, scope

-- Outside series: how long they run, what was corrected, what reverts, what falls.
select
    series,
    count(*) as readings,
    min(observed_at) as first_at,
    max(observed_at) as last_at,
    count(case when corrected <> 0 then 1 end) as corrections,
    count(case when mark = 'artefact' then 1 end) as artefacts,
    count(case when mark = 'fall' then 1 end) as falls
from monitored
where series in (select series from measured) or not exists (select 1 from measured)
group by series
order by series
limit 12

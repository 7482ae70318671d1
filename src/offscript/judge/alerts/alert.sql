-- Alerts, with how often those of their kind that people looked at were right.
with verdict as (
    select
        substr(j.subject, 7) as alert,
        j.value,
        row_number() over (partition by j.subject, j.who order by j.entry desc) as place
    from judgement as j
    where j.subject like 'alert:%'
),
every as (
    select * from soon
    union all
    select * from late
),
record_of as (
    select
        e.kind,
        sum(case when v.value = 'right' then 1 else 0 end) as held_right,
        count(*) as looked_at
    from verdict as v
    inner join every as e on e.alert = v.alert
    where v.place = 1
    group by e.kind
)
select
    e.*,
    coalesce(r.held_right, 0) as held_right,
    coalesce(r.looked_at, 0) as looked_at
from every as e
left join record_of as r on r.kind = e.kind

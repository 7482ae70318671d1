-- Alerts with how strong each is among those of its kind, and how often those of its kind that people looked at were right.
with verdict as (
    select
        substr(j.subject, 7) as alert,
        j.value,
        row_number() over (partition by j.subject, j.who order by j.entry desc) as place
    from judgement as j
    where j.subject like 'alert:%'
),
record_of as (
    select
        n.kind,
        sum(case when v.value = 'right' then 1 else 0 end) as held_right,
        count(*) as looked_at
    from verdict as v
    inner join noticed as n on n.alert = v.alert
    where v.place = 1
    group by n.kind
)
select
    n.*,
    cume_dist() over (partition by n.kind order by n.weight, n.known_at, n.alert) as score,
    coalesce(r.held_right, 0) as held_right,
    coalesce(r.looked_at, 0) as looked_at
from noticed as n
left join record_of as r on r.kind = n.kind

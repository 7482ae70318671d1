-- Alerts as they stand between two full turns: what can be told at once is new, the rest is as of the last full turn.
with every as (
    select * from soon
    union all
    select * from late
),
record_of as (
    select kind, max(held_right) as held_right, max(looked_at) as looked_at from alert group by kind
)
select
    e.*,
    coalesce(r.held_right, 0) as held_right,
    coalesce(r.looked_at, 0) as looked_at
from every as e
left join record_of as r on r.kind = e.kind
order by e.known_at, e.alert

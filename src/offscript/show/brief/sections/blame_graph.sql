-- Who blames whom by week, where both are named: texts (copies folded) and the highest rung; the busiest names only.
with told as (
    select
        b.by_name,
        b.of_name,
        b.rung,
        k.week,
        coalesce(c.cascade, b.post) as text,
        b.published_at
    from blame as b
    inner join post as p on p.post = b.post
    inner join calendar as k on k.quarter = p.published_at // 900000000
    left join cascade as c on c.post = b.post
    where b.kind = 'blame'
        and b.form <> 'charge'
        and b.by_name is not null
        and b.of_name is not null
        and b.by_name <> b.of_name
        and k.in_window
),
busy as (
    select name
    from (
        select by_name as name, text from told
        union all
        select of_name as name, text from told
    )
    group by name
    order by count(distinct text) desc, name
    limit 16
),
week as (
    select week, min(day_us) as week_us from calendar group by week
)
select
    t.by_name,
    t.of_name,
    max(t.rung) as rung,
    t.week,
    w.week_us,
    count(distinct t.text) as texts
from told as t
inner join week as w on w.week = t.week
where t.by_name in (select name from busy) and t.of_name in (select name from busy)
group by t.by_name, t.of_name, t.week, w.week_us
order by t.week, t.by_name, t.of_name

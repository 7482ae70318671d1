-- Pairs of sources more simultaneous than chance explains, once a pair: the surest window and kind first.
with best as (
    select
        c.*,
        row_number() over (partition by c.a, c.b order by c.q, c.p, c.window_us, c.kind) as place
    from coordination as c
)
select
    b.* exclude (place),
    coalesce(s.name, b.a) as a_name,
    coalesce(t.name, b.b) as b_name,
    coalesce(length(v.text), 0) as a_length,
    coalesce(length(w.text), 0) as b_length
from best as b
left join source as s on s.source = b.a
left join source as t on t.source = b.b
left join version as v on v.version = b.a_version
left join version as w on w.version = b.b_version
where b.place = 1
order by case when b.explanation is null then 0 else 1 end, b.q, b.p, b.a, b.b

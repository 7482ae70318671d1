-- Pairs of sources more simultaneous than chance explains, once a pair: the surest window and kind first.
with best as (
    select
        c.*,
        row_number() over (partition by c.a, c.b order by c.q, c.p, c.window_us, c.kind) as place
    from coordination as c
)
select
    b.* exclude (place),
    s.name as a_name,
    t.name as b_name,
    length(v.text) as a_length,
    length(w.text) as b_length
from best as b
inner join source as s on s.source = b.a
inner join source as t on t.source = b.b
inner join version as v on v.version = b.a_version
inner join version as w on w.version = b.b_version
where b.place = 1
order by case when b.explanation is null then 0 else 1 end, b.q, b.p, b.a, b.b

-- The first post of each source at each grade of a matter, in own voice, with the lag since the matter's first post here.
with told as (
    select
        a.*,
        p.precision_us,
        row_number() over (
            partition by a.matter, a.source, a.grade
            order by a.published_at, a.post, a.start
        ) as place
    from admission as a
    inner join post as p on p.post = a.post
    inner join calendar as k on k.quarter = a.published_at // 900000000
    where a.voice in ('own', 'endorsed') and k.in_window and (p.parent_kind is null or p.parent_kind <> 'forward')
),
begun as (
    select m.matter, min(p.published_at) as first_at
    from matter as m
    inner join post as p on p.post = m.post
    group by m.matter
)
select
    t.matter,
    t.source,
    t.tier,
    t.grade,
    t.degree,
    t.published_at,
    t.published_at - b.first_at as lag_us,
    t.precision_us as lag_error_us,
    t.post,
    t.version,
    t.start,
    t."end"
from told as t
inner join begun as b on b.matter = t.matter
where t.place = 1

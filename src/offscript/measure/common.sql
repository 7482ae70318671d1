-- Posts of one source whose words another source had best and first, where neither names the other as its origin.
select
    e.source as earlier,
    l.source as later,
    c.post,
    r.words,
    r.lag_us,
    r.lag_error_us,
    r.earlier_version,
    r.earlier_start,
    r.earlier_end,
    r.later_version,
    r.later_start,
    r.later_end
from cascade as c
inner join post as l on l.post = c.post
inner join post as e on e.post = c.parent
inner join (
    select
        *,
        row_number() over (partition by later, earlier order by words desc, later_version, earlier_version, later_start) as place
    from reuse
) as r
    on r.later = c.post and r.earlier = c.parent and r.place = 1
inner join calendar as k on k.quarter = l.published_at // 900000000
where c.parent_basis = 'words' and c.kind in ('exact', 'near') and e.source <> l.source and k.in_window

-- Positions of known speakers in the case's window, the first post of each text.
with told as (
    select
        q.*,
        p.precision_us,
        row_number() over (
            partition by q.axis, q."by", coalesce(c.cascade, q.post)
            order by q.published_at, q.post, q.probability desc, q.start
        ) as place
    from position as q
    inner join post as p on p.post = q.post
    inner join calendar as k on k.quarter = q.published_at // 900000000
    left join cascade as c on c.post = q.post
    where q.kind = 'position'
        and q."by" is not null
        and q.voice in ('own', 'endorsed', 'reported', 'quoted')
        and k.in_window
        and (p.parent_kind is null or p.parent_kind <> 'forward')
)
select *
from told
where place = 1

-- Every claim of each quantity that its own holder changed, for drawing it as steps.
with sides as (
    select quantity, earlier_post as post, earlier_holder as holder, earlier_value as value, earlier_source as source from revision
    union
    select quantity, later_post as post, later_holder as holder, later_value as value, later_source as source from revision
),
changed as (
    select quantity, count(*) as changes
    from revision
    where relation in ('growth', 'revision') and earlier_holder = later_holder
    group by quantity
)
select
    s.quantity,
    c.changes,
    p.published_at,
    s.value,
    coalesce(h.name, o.name, s.source) as holder
from sides as s
inner join changed as c on c.quantity = s.quantity
inner join post as p on p.post = s.post
left join source as o on o.source = s.source
left join source as h on 'source:' || h.source = s.holder
where s.value is not null
order by c.changes desc, s.quantity, p.published_at, s.value, holder

-- Pairs of posts, now that it is known which of them fill a form.
with member as (
    select g.member, g.component
    from grouped as g
    inner join form as f on f.component = g.component
)
select
    c.earlier,
    c.later,
    case
        when c.alone or (c.differ and e.component is not null and e.component = l.component) then 'template'
        else c.kind
    end as kind,
    c.similarity,
    c.coverage,
    c.words,
    c.changed,
    c.earlier_start,
    c.earlier_end,
    c.later_start,
    c.later_end,
    c.lag_us,
    c.lag_error_us,
    c.earlier_version,
    c.later_version
from compared as c
left join member as e on e.member = c.earlier_version
left join member as l on l.member = c.later_version
where c.kind is not null and c.earlier <> c.later

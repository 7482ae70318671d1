-- Versions, and whether the case asks about them: their post is about a matter, or shares a cascade with one that is.
with about as (
    select distinct post from matter
),
chain as (
    select distinct c.cascade
    from cascade as c
    inner join about as a on a.post = c.post
),
near as (
    select post from about
    union
    select c.post
    from cascade as c
    inner join chain as k on k.cascade = c.cascade
)
select v.version, n.post is not null as asked
from version as v
left join near as n on n.post = v.post

-- Groups of sources, with the names of their members and the first posts of an example.
with member as (
    select c.object, c.a_version, c.b_version, c.sources, unnest(c.members) as source
    from company as c
),
titled as (
    select m.object, m.a_version, m.b_version, array_agg(coalesce(s.name, m.source) order by coalesce(s.name, m.source)) as names
    from member as m
    left join source as s on s.source = m.source
    group by m.object, m.a_version, m.b_version
)
select
    c.sources,
    c.pairs,
    c.density,
    c.kinds,
    c.q,
    c.a_version,
    c.b_version,
    n.names,
    coalesce(length(v.text), 0) as a_length,
    coalesce(length(w.text), 0) as b_length
from company as c
inner join titled as n
    on n.object = c.object and n.a_version is not distinct from c.a_version and n.b_version is not distinct from c.b_version
left join version as v on v.version = c.a_version
left join version as w on w.version = c.b_version
order by c.sources desc, c.density desc, n.names

-- Groups of sources, with the names of their members and the first posts of an example.
with member as (
    select members, unnest(members) as source from company
),
titled as (
    select m.members, array_agg(coalesce(s.name, m.source) order by coalesce(s.name, m.source)) as names
    from member as m
    left join source as s on s.source = m.source
    group by m.members
)
select
    c.sources,
    c.pairs,
    c.kinds,
    c.q,
    c.a_version,
    c.b_version,
    n.names,
    coalesce(length(v.text), 0) as a_length,
    coalesce(length(w.text), 0) as b_length
from company as c
inner join titled as n on n.members = c.members
left join version as v on v.version = c.a_version
left join version as w on w.version = c.b_version
order by c.sources desc, c.density desc, n.names

-- Pairs of which one precedes the other, the surest first, with the words of an example.
select
    i.*,
    coalesce(a.name, i.a) as a_name,
    coalesce(b.name, i.b) as b_name,
    v.text as a_text,
    w.text as b_text
from influence as i
left join source as a on i.scope = 'source' and a.source = i.a
left join source as b on i.scope = 'source' and b.source = i.b
left join version as v on v.version = i.a_version
left join version as w on w.version = i.b_version
where i.q <= 0.1
order by i.q, i.p, i.matter, i.a, i.b

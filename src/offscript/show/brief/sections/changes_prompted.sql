-- What came last before posts were changed or vanished, the least likely by chance first.
select
    p.kind,
    s.name,
    p.what,
    b.name as by_name,
    p."at",
    p.lag_high_us,
    p.chance,
    p.version,
    p.start,
    p."end",
    v.text
from prompted as p
inner join source as s on s.source = p.source
inner join source as b on b.source = p.prompted_by
inner join version as v on v.version = p.version
where p.chance <= 0.05
order by p.chance, p.lag_high_us, p.post, p.what

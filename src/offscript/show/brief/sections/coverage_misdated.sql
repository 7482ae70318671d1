-- Posts whose time contradicts their id, the furthest off first.
select m.*, s.name, length(v.text) as length
from misdated as m
inner join source as s on s.source = m.source
inner join version as v on v.version = m.version
order by abs(m.off_us) desc, m.source, m.number

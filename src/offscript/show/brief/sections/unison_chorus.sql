-- What each source does to the unison of its tier, those that carry it most first.
select c.*, s.name
from chorus as c
inner join source as s on s.source = c.source
order by c.aspect, c.tier, c."without" - c.whole, c.source

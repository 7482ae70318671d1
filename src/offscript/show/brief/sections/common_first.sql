-- Sources by how often they are first, of those with part in ten cascades or more.
select s.name, s.tier, f.first, f."of", f.share, f.share_low, f.share_high
from first_mover as f
inner join source as s on s.source = f.source
where f."of" >= 10
order by f.share desc, f."of" desc, s.name

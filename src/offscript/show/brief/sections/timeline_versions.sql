-- What each tier first said of each event, with its words.
select t.*, s.name, v.text
from account as t
inner join source as s on s.source = t.source
inner join version as v on v.version = t.version
order by t.happened_at, t.event, t.published_at, t.tier, t.says

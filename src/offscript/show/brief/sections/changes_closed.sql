-- Channels that answered and do not any longer.
select s.name, w.low_us, w.high_us
from withdrawn as w
inner join source as s on s.source = w.source
where w.kind = 'closed'
order by w.low_us, s.name

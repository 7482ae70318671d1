-- For each pair and tier: posts with the line's word and with the plain one.
select pair, name as tier, sum(line) as line, sum(plain) as plain
from clock
where scope = 'tier'
group by pair, name
having sum(line) > 0
order by sum(line) + sum(plain) desc, pair, tier

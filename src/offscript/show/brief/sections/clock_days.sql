-- The clock of the pair most spoken of, by tier and day.
with best as (
    select pair
    from clock
    where scope = 'tier'
    group by pair
    having sum(line) > 0 and sum(plain) > 0
    order by sum(line) + sum(plain) desc, pair
    limit 1
)
select c.pair, c.name as tier, c.line, c.plain, c.share, c.share_low, c.share_high, min(k.day_us) as day_us
from clock as c
inner join best as b on b.pair = c.pair
inner join calendar as k on k.day = c.day
where c.scope = 'tier'
group by c.pair, c.name, c.day, c.line, c.plain, c.share, c.share_low, c.share_high
order by day_us, tier

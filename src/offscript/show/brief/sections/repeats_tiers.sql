-- The share of each tier's posts that carry earlier words of each other tier.
select earlier, later, links, "of" as possible, share, share_low, share_high, median_lag_us, lag_low_us, lag_high_us
from repeat
where scope = 'tier'
order by earlier, later

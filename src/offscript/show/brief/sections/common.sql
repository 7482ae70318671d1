-- Pairs of sources with strong odds for a common source, with the longest text they share.
select
    x.name as a,
    y.name as b,
    c.posts,
    c.a_first,
    c.b_first,
    c.hasty,
    c.median_lag_us,
    c.odds,
    c.earlier_version,
    c.earlier_start,
    c.earlier_end,
    c.later_version,
    c.later_start,
    c.later_end
from common_source as c
inner join source as x on x.source = c.a
inner join source as y on y.source = c.b
where c.verdict = 'common'
order by c.odds desc, c.posts desc, a, b

-- Claims and the series that count the same, the line's first, then those farthest from the evidence; copies of a claim once.
with naming as (
    select
        c.*,
        p.source,
        p.published_at,
        coalesce(h.name, f.holder_name, s.name, p.source) as who,
        s.tier,
        row_number() over (
            partition by c.series, c.holder, c.low, c.high, c.item, c.reason
            order by p.published_at, c.version, c.start
        ) as place
    from comparison as c
    inner join post as p on p.post = c.post
    inner join figure as f on f.version = c.version and f.start = c.start
    left join source as s on s.source = p.source
    left join source as h on 'source:' || h.source = c.holder
),
worded as (
    select version, text from version where version in (select version from naming where place = 1)
)
select n.*, v.text
from naming as n
inner join worded as v on v.version = n.version
where n.place = 1
order by
    case n.tier when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 else 3 end,
    abs(ln(greatest(coalesce(n.ratio_low, n.ratio_high, 1), 0.001))) desc,
    n.published_at,
    n.version,
    n.start

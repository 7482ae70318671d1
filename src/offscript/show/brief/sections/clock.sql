-- Crossings, the firmest first, with how long the source had kept to the line's word.
select
    c.*,
    coalesce(s.name, c.source) as name,
    s.tier,
    p.precision_us,
    v.text
from crossing as c
inner join post as p on p.post = c.post
inner join version as v on v.version = c.version
left join source as s on s.source = c.source
order by c.firmness desc, c.published_at, c.version, c.start

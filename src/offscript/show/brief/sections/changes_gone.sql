-- Posts that a later reading of their source no longer holds, inside the window.
select
    s.name,
    s.tier,
    p.published_at,
    p.precision_us,
    v.version,
    v.text,
    length(v.text) as length,
    min(o.seen_at) as seen_at
from observation as o
inner join post as p on p.post = o.post
inner join source as s on s.source = p.source
inner join version as v on v.version = p.first_version
inner join calendar as c on c.quarter = p.published_at // 900000000
where o.state = 'gone' and c.in_window
group by s.name, s.tier, p.published_at, p.precision_us, v.version, v.text
order by p.published_at, v.version

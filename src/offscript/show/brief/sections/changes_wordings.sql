-- Wordings of a post after the first, with the one before, inside the window.
select
    s.name,
    s.tier,
    p.published_at,
    p.precision_us,
    b.version as earlier_version,
    b.text as earlier_text,
    a.version as later_version,
    a.text as later_text,
    a.from_us,
    a.to_us
from version as a
inner join version as b on b.post = a.post and b.number = a.number - 1
inner join post as p on p.post = a.post
inner join source as s on s.source = p.source
inner join calendar as c on c.quarter = p.published_at // 900000000
where a.number > 1 and c.in_window
order by p.published_at, a.version

-- Statements of claims, in order of time, with whose they are.
select
    c.claim,
    c.position,
    c.version,
    c.start,
    c."end",
    c.published_at,
    c.precision_us,
    c.status,
    c.stands,
    c.part,
    c.voice,
    coalesce(c.by_name, 'nobody named') as "by",
    s.name
from claim as c
inner join source as s on s.source = c.source
order by c.claim, c.position

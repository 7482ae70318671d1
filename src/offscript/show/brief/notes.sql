-- What a footnote says of a version: whose words, when, where, and the words.
select
    v.version,
    v.text,
    v.digest,
    v.number,
    v.from_us,
    v.to_us - v.from_us as precision_us,
    p.published_at,
    p.precision_us as published_precision_us,
    p.url,
    p.native_id,
    p.platform,
    s.name,
    s.tier
from quoted as q
inner join version as v on v.version = q.version
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source

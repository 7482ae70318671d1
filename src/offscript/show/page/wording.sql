-- Every wording with its post and its place in a cascade, without its words.
select
    v.version,
    v.number,
    v.digest,
    v.original,
    v.from_us,
    p.post,
    p.source,
    p.tier,
    p.platform,
    p.url,
    p.published_at,
    p.precision_us,
    p.views,
    p.parent_kind,
    coalesce(l.lang, 'und') as lang,
    c.cascade,
    c.depth
from version as v
inner join post as p on p.post = v.post
left join language as l on l.version = v.version
left join cascade as c on c.post = v.post
order by v.version

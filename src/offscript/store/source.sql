-- Sources that records speak of: key, name last used, platform, by the form they were met under.
select
    coalesce(a.source, r.source_key) as source,
    r.source_key,
    r.source_name,
    r.handle,
    r.platform,
    max(r.published_at) as last_at
from record as r
left join alias as a on a.source_key = r.source_key
group by coalesce(a.source, r.source_key), r.source_key, r.source_name, r.handle, r.platform

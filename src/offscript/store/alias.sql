-- Forms under which sources appear: in records, as origins of forwards, and in corrections.
select
    'record' as origin,
    platform,
    source_key,
    source_name,
    handle,
    max(published_at) as last_at
from record
group by platform, source_key, source_name, handle
union all
select
    'forward' as origin,
    platform,
    forward_key as source_key,
    forward_name as source_name,
    null as handle,
    max(published_at) as last_at
from record
where forward_key is not null
group by platform, forward_key, forward_name
union all
select
    'link' as origin,
    'telegram' as platform,
    link_key as source_key,
    null as source_name,
    null as handle,
    max(published_at) as last_at
from record
where link_key is not null
group by link_key
union all
select
    'correction' as origin,
    null as platform,
    anchor as source_key,
    target as source_name,
    null as handle,
    entry as last_at
from correction
where kind = 'source'

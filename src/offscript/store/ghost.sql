-- Posts known only because others forward or answer them.
with cited as (
    select p.parent as post, r.forward_key, r.reply_key, r.forward_name, r.forward_id, r.reply_id, p.parent_kind, p.published_at, p.post as by
    from post as p
    inner join resolution as s on s.post = p.post
    inner join record as r on r.record = s.record
    where p.parent is not null
),
settled as (
    select
        c.post,
        case when c.parent_kind = 'forward' then c.forward_key else c.reply_key end as source_key,
        case when c.parent_kind = 'forward' then c.forward_name end as name,
        case when c.parent_kind = 'forward' then c.forward_id else c.reply_id end as native_id,
        c.published_at,
        c.by
    from cited as c
    left join post as held on held.post = c.post
    where held.post is null
)
select
    s.post,
    min(s.source_key) as source_key,
    min(a.source) as source,
    min(s.name) as name,
    min(s.native_id) as native_id,
    count(distinct s.by) as cited,
    min(s.published_at) as first_cited_at
from settled as s
left join alias as a on a.source_key = s.source_key
group by s.post

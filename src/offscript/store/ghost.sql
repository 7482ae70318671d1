-- Posts known only because others forward, answer or link to them.
with cited as (
    select
        p.parent as post,
        p.published_at,
        p.post as by,
        case p.parent_kind when 'forward' then r.forward_key when 'reply' then r.reply_key else r.link_key end as source_key,
        case p.parent_kind when 'forward' then r.forward_id when 'reply' then r.reply_id else r.link_id end as native_id,
        case p.parent_kind when 'forward' then r.forward_name end as name
    from post as p
    inner join resolution as s on s.post = p.post
    inner join record as r on r.record = s.record
    where p.parent is not null
),
settled as (
    select c.post, c.source_key, c.name, c.native_id, c.published_at, c.by
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

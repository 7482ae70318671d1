-- Statements that say a thing is without precedent, the same words once, the line's first.
with told as (
    select
        r.*,
        s.name,
        v.text,
        w.text as like_text,
        q.source as like_source,
        row_number() over (partition by v.digest, r.start order by r.published_at, r.version) as copy
    from precedent as r
    inner join version as v on v.version = r.version
    inner join source as s on s.source = r.source
    left join version as w on w.version = r.like_version
    left join post as q on q.post = w.post
)
select t.*, coalesce(o.name, t.like_source) as like_name
from told as t
left join source as o on o.source = t.like_source
where t.copy = 1
order by
    case when t.like_version is null then 1 else 0 end,
    case t.tier when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 else 3 end,
    t.likeness desc nulls last,
    t.published_at,
    t.version,
    t.start

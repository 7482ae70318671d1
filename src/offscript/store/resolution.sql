-- Which post each record is of: its source by the aliases of its time, its album's first member, corrections last.
with placed as (
    select
        r.record,
        r.post,
        r.platform,
        r.native_id,
        r.native_number,
        r.album,
        coalesce(a.source, r.source_key) as source
    from record as r
    left join alias as a
        on
            a.source_key = r.source_key
            and (a.from_us is null or r.published_at >= a.from_us)
            and (a.to_us is null or r.published_at < a.to_us)
),
lead_of_album as (
    select source, platform, album, min(native_number) as lead_number
    from placed
    where album is not null
    group by source, platform, album
),
member as (
    select p.source, p.platform, p.native_id, min(l.lead_number) as lead_number
    from placed as p
    inner join lead_of_album as l on l.source = p.source and l.platform = p.platform and l.album = p.album
    group by p.source, p.platform, p.native_id
),
led as (
    select
        p.record,
        p.post,
        p.platform,
        p.source,
        p.native_id,
        coalesce(cast(m.lead_number as varchar), p.native_id) as lead_id
    from placed as p
    left join member as m on m.source = p.source and m.platform = p.platform and m.native_id = p.native_id
),
own as (
    select
        source,
        platform,
        coalesce(lead_id, post) as lead_key,
        min(post) as any_post,
        min(case when native_id is null or native_id = lead_id then post end) as lead_post
    from led
    group by source, platform, coalesce(lead_id, post)
)
select
    l.record,
    coalesce(c.target, o.lead_post, o.any_post) as post,
    l.source,
    l.native_id,
    l.lead_id
from led as l
inner join own as o on o.source = l.source and o.platform = l.platform and o.lead_key = coalesce(l.lead_id, l.post)
left join correction as c on c.kind = 'post' and c.anchor = coalesce(o.lead_post, o.any_post)

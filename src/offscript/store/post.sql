-- One row a post: the best dated of its records, its parent, its counters, its first wording.
with joined as (
    select
        s.post,
        s.source,
        s.lead_id,
        s.native_id as own_id,
        r.*
        exclude (post, native_id)
    from resolution as s
    inner join record as r on r.record = s.record
),
dated as (
    select
        post,
        published_at,
        precision_us,
        time_basis,
        row_number() over (partition by post order by precision_us, published_at, time_basis, record) as place
    from joined
),
address as (
    select distinct s.source, s.native_id, s.post
    from resolution as s
    where s.native_id is not null
),
related as (
    select
        j.post,
        min(coalesce(f.post, j.forward_post)) as forward_of,
        min(coalesce(q.post, j.reply_post)) as reply_to,
        min(coalesce(l.post, j.link_post)) as link_to
    from joined as j
    left join alias as a
        on
            a.source_key = j.forward_key
            and (a.from_us is null or coalesce(j.forward_at, j.published_at) >= a.from_us)
            and (a.to_us is null or coalesce(j.forward_at, j.published_at) < a.to_us)
    left join alias as b
        on
            b.source_key = j.link_key
            and (b.from_us is null or j.published_at >= b.from_us)
            and (b.to_us is null or j.published_at < b.to_us)
    left join address as f on f.source = a.source and f.native_id = j.forward_id
    left join address as q on q.source = j.source and q.native_id = j.reply_id
    left join address as l on l.source = b.source and l.native_id = j.link_id and l.post <> j.post
    group by j.post
),
gathered as (
    select
        post,
        min(source) as source,
        min(platform) as platform,
        min(lead_id) as native_id,
        coalesce(min(case when url not like 'https://t.me/c/%' then url end), min(url)) as url,
        min(author) as author,
        max(views) as views,
        max(forwards) as forwards,
        count(distinct own_id) as members
    from joined
    group by post
),
pictured as (
    select post, array_sort(array_agg(distinct kind)) as media
    from (select post, unnest(media) as kind from joined) as kinds
    group by post
)
select
    g.post,
    g.source,
    s.tier,
    g.platform,
    g.native_id,
    try_cast(g.native_id as bigint) as native_number,
    g.url,
    coalesce(c.at, d.published_at) as published_at,
    coalesce(c.precision_us, b.width_us, d.precision_us) as precision_us,
    case when c.at is not null then 'corrected' else d.time_basis end as time_basis,
    g.author,
    coalesce(r.forward_of, r.reply_to, r.link_to) as parent,
    case when r.forward_of is not null then 'forward' when r.reply_to is not null then 'reply' when r.link_to is not null then 'link' end as parent_kind,
    p.media,
    g.views,
    g.forwards,
    greatest(g.members, 1) as members,
    v.version as first_version
from gathered as g
inner join dated as d on d.post = g.post and d.place = 1
inner join related as r on r.post = g.post
left join set_back as b on b.post = g.post
left join source as s on s.source = g.source
left join pictured as p on p.post = g.post
left join correction as c on c.kind = 'time' and c.anchor = g.post
left join version as v on v.post = g.post and v.number = 1

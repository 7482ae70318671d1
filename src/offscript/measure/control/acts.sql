-- What became of posts after they were published: wordings replaced, edits of which no earlier wording is held, posts that vanished; names
-- of sources that a later reading no longer has; and channels that answered and, for a day or more, do not any longer.
with mentioned as (
    select version, array_agg(distinct name) as names from entity group by version
),
posted as (
    select
        p.post,
        p.source,
        p.tier,
        p.published_at,
        k.day_us
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
),
seen as (
    select
        post,
        max(case when state = 'gone' then null else seen_at end) as last_at,
        min(case when state = 'gone' then seen_at end) as gone_at
    from observation
    group by post
),
touched as (
    select s.post, max(r.edited_at) as edited_at
    from resolution as s
    inner join record as r on r.record = s.record
    where r.edited_at is not null
    group by s.post
),
subject as (
    select post, min(matter) as matter from matter group by post
),
called as (
    select s.source, r.source_name as name, min(r.seen_at) as first_at, max(r.seen_at) as last_at
    from resolution as s
    inner join record as r on r.record = s.record
    where r.source_name is not null
    group by s.source, r.source_name
),
heard_of as (
    select feed, state, from_us, to_us, problem, row_number() over (partition by feed order by from_us desc) as place
    from reception
),
feeding as (
    select distinct f.feed, s.source
    from (select feed, unnest(files) as digest from reception) as f
    inner join record as r on r.file = f.digest
    inner join resolution as s on s.record = r.record
)
select
    'edited' as kind,
    p.source,
    p.tier,
    p.post,
    p.published_at,
    p.day_us,
    a.from_us as low_us,
    a.to_us as high_us,
    b.version,
    b.text,
    a.version as later_version,
    a.text as later_text,
    n.names,
    m.names as later_names,
    u.matter
from version as a
inner join version as b on b.post = a.post and b.number = a.number - 1
inner join posted as p on p.post = a.post
left join mentioned as n on n.version = b.version
left join mentioned as m on m.version = a.version
left join subject as u on u.post = p.post
where a.number > 1
union all
select
    'edited',
    p.source,
    p.tier,
    p.post,
    p.published_at,
    p.day_us,
    t.edited_at,
    t.edited_at,
    v.version,
    v.text,
    null,
    null,
    null,
    null,
    u.matter
from touched as t
inner join posted as p on p.post = t.post
inner join version as v on v.post = p.post and v.number = 1
left join version as w on w.post = p.post and w.number = 2
left join subject as u on u.post = p.post
where w.version is null
union all
select
    'vanished',
    p.source,
    p.tier,
    p.post,
    p.published_at,
    p.day_us,
    s.last_at,
    s.gone_at,
    v.version,
    v.text,
    null,
    '',
    n.names,
    null,
    u.matter
from seen as s
inner join posted as p on p.post = s.post
inner join version as v on v.post = p.post and v.number = 1
left join mentioned as n on n.version = v.version
left join subject as u on u.post = p.post
where s.gone_at is not null
union all
select
    'renamed',
    a.source,
    o.tier,
    null,
    null,
    null,
    a.last_at,
    b.first_at,
    null,
    a.name,
    null,
    b.name,
    null,
    null,
    null
from called as a
inner join called as b on b.source = a.source and b.first_at > a.last_at
inner join source as o on o.source = a.source
union all
select
    'closed',
    f.source,
    o.tier,
    null,
    null,
    null,
    h.from_us,
    h.to_us,
    null,
    h.problem,
    null,
    null,
    null,
    null,
    null
from heard_of as h
inner join feeding as f on f.feed = h.feed
inner join source as o on o.source = f.source
where h.place = 1 and h.state = 'down' and h.problem <> 'nobody asked' and h.to_us - h.from_us >= 86400000000

-- Every post as every reading saw it; gone where a later reading of the source covers its id, and lacks it. A reading that
-- lacks more than half of the posts known in its range is a selection (a search, a filter): it says nothing of what is gone.
with seen as (
    select
        s.post,
        s.source,
        r.file,
        min(r.seen_at) as seen_at,
        min(r.seen_basis) as seen_basis,
        min(r.native_number) as first_number,
        max(r.views) as views,
        max(r.forwards) as forwards,
        max(case when r.edited_at is not null then 1 else 0 end) as edited,
        max(r.text) as text
    from resolution as s
    inner join record as r on r.record = s.record
    group by s.post, s.source, r.file
),
worded as (
    select s.post, s.file, max(v.version) as version, max(v.number) as number
    from seen as s
    inner join version as v on v.post = s.post and v.text = s.text
    group by s.post, s.file
),
reading as (
    select
        source,
        file,
        min(seen_at) as seen_at,
        min(seen_basis) as seen_basis,
        min(first_number) as low,
        max(first_number) as high
    from seen
    where first_number is not null
    group by source, file
),
known as (
    select post, source, min(first_number) as first_number, min(seen_at) as seen_at
    from seen
    where first_number is not null and trim(coalesce(text, '')) <> ''
    group by post, source
),
compared as (
    select k.post, g.source, g.seen_at, g.seen_basis, g.file, case when s.post is null then 1 else 0 end as lacking
    from reading as g
    inner join known as k
        on k.source = g.source and k.first_number > g.low and k.first_number < g.high and k.seen_at < g.seen_at
    left join seen as s on s.post = k.post and s.file = g.file
),
complete as (
    select source, file from compared group by source, file having sum(lacking) * 2 <= count(*)
),
gone as (
    select c.post, c.seen_at, c.seen_basis, c.file
    from compared as c
    inner join complete as f on f.source = c.source and f.file = c.file
    where c.lacking = 1
)
select
    s.post,
    s.seen_at,
    s.seen_basis,
    case when s.edited = 1 or coalesce(w.number, 1) > 1 then 'edited' else 'present' end as state,
    w.version,
    s.views,
    s.forwards,
    s.file
from seen as s
left join worded as w on w.post = s.post and w.file = s.file
union all
select post, seen_at, seen_basis, 'gone' as state, null as version, null as views, null as forwards, file
from gone

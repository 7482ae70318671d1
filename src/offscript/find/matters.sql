-- Versions about a matter: a term or place, or a sentence like its examples, inside the matter's window, no exclusion, people's word
-- last.
with used as (
    select
        m.version,
        v.post,
        m.matter,
        m.start,
        m."end",
        m.term
    from mention as m
    inner join version as v on v.version = m.version
    inner join post as p on p.post = v.post
    where
        m.role <> 'exclude'
        and (m.from_us is null or p.published_at >= m.from_us)
        and (m.to_us is null or p.published_at < m.to_us)

    union all
    select
        k.version,
        v.post,
        k.matter,
        k.start,
        k."end",
        'like the examples' as term
    from likened as k
    inner join version as v on v.version = k.version
    inner join post as p on p.post = v.post
    where
        (k.from_us is null or p.published_at >= k.from_us)
        and (k.to_us is null or p.published_at < k.to_us)
),
excluded as (
    select distinct version, matter from mention where role = 'exclude'
),
said as (
    select
        v.version,
        v.post,
        c.target as matter,
        coalesce(c.start, 0) as start,
        coalesce(c."end", length(v.text)) as "end",
        c.start is null as of_whole,
        c.accept
    from correction as c
    inner join version as v on v.version = c.anchor or (v.post = c.anchor and v.number = 1)
    where c.kind = 'matter'
)
select u.version, u.post, u.matter, u.start, u."end", u.term
from used as u
left join excluded as e on e.version = u.version and e.matter = u.matter
left join said as s
    on
        s.post = u.post
        and s.matter = u.matter
        and (s.of_whole or (s.version = u.version and s.start < u."end" and s."end" > u.start))
where e.version is null and s.version is null
union all
select version, post, matter, start, "end", 'person' as term
from said
where accept

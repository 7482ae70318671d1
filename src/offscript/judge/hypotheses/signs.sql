-- Rows that show a sign, with their post, its lineage and its source; what people said of a sign; and from when to when is collected.
with reach as (
    select min(published_at) as from_us, max(published_at) as to_us, count(distinct source) as sources from post
),
shown as (
    select
        s.sign,
        s.version,
        s.start,
        s."end",
        coalesce(s."at", p.published_at) as "at",
        p.post,
        p.source,
        coalesce(c.cascade, p.post) as lineage
    from sign as s
    left join version as v on v.version = s.version
    left join post as p on p.post = v.post
    left join cascade as c on c.post = p.post
),
said as (
    select
        j.subject as sign,
        j.value,
        j.entry,
        j.who,
        j.why,
        j.seen,
        j."at" as said_at,
        row_number() over (partition by j.subject order by j.entry desc) as place
    from judgement as j
    where j.value in ('seen', 'not seen', 'unknown', 'yes', 'no', 'void')
)
select
    s.sign,
    s.version,
    s.start,
    s."end",
    s."at",
    s.post,
    s.source,
    s.lineage,
    null as value,
    null as entry,
    null as who,
    null as why,
    null as seen,
    r.from_us,
    r.to_us
from shown as s
cross join reach as r
union all
select
    d.sign,
    null as version,
    null as start,
    null as "end",
    d.said_at as "at",
    null as post,
    null as source,
    null as lineage,
    d.value,
    d.entry,
    d.who,
    d.why,
    d.seen,
    r.from_us,
    r.to_us
from said as d
cross join reach as r
where d.place = 1
union all
select
    null as sign,
    null as version,
    null as start,
    null as "end",
    null as "at",
    null as post,
    null as source,
    null as lineage,
    null as value,
    null as entry,
    null as who,
    null as why,
    null as seen,
    r.from_us,
    r.to_us
from reach as r

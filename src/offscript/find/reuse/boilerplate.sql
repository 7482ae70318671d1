-- Boilerplate of every version: what its source repeats at its edges, but where a person said otherwise of those words.
with said as (
    select
        p.source,
        substring(v.text, cast(c.start + 1 as integer), cast(c."end" - c.start as integer)) as words,
        c.accept
    from correction as c
    inner join version as v on v.version = c.anchor
    inner join post as p on p.post = v.post
    where c.kind = 'boilerplate' and c.start is not null
),
worded as (
    select
        e.*,
        substring(v.text, cast(e.start + 1 as integer), cast(e."end" - e.start as integer)) as words
    from edge as e
    inner join version as v on v.version = e.version
),
added as (
    select
        v.version,
        p.source,
        case when right(v.text, length(s.words)) = s.words then length(v.text) - length(s.words) else 0 end as start,
        case when right(v.text, length(s.words)) = s.words then length(v.text) else length(s.words) end as "end",
        case when right(v.text, length(s.words)) = s.words then 'foot' else 'head' end as edge,
        row_number() over (
            partition by v.version, right(v.text, length(s.words)) = s.words
            order by length(s.words) desc
        ) as place
    from said as s
    inner join post as p on p.source = s.source
    inner join version as v on v.post = p.post
    where
        s.accept
        and length(v.text) > length(s.words)
        and (right(v.text, length(s.words)) = s.words or left(v.text, length(s.words)) = s.words)
)
select w.version, w.source, w.start, w."end", w.edge, w.repeated
from worded as w
left join said as s on s.source = w.source and s.words = w.words and not s.accept
left join added as a on a.version = w.version and a.edge = w.edge and a.place = 1
where s.words is null and a.version is null
union all
select version, source, start, "end", edge, null as repeated
from added
where place = 1

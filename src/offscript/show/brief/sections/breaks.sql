-- Breaks told, the joint ones first, then the surest; with the first and last post of the interval in that series.
with held as (
    select
        b.*,
        row_number() over (order by b.measure, b.scope, b.name, b."at") as number
    from break as b
    where b.probability >= 0.5
),
inside as (
    select h.number, p.post, p.published_at, p.first_version as version
    from held as h
    inner join post as p on p.published_at >= h.low and p.published_at < h.high + 86400000000
    left join (select distinct matter, post from matter) as m on m.post = p.post and m.matter = h.name
    where h.scope = 'case'
        or (h.scope = 'source' and p.source = h.name)
        or (h.scope = 'tier' and p.tier = h.name)
        or (h.scope = 'matter' and m.post is not null)
),
worded as (
    select
        i.number,
        v.version,
        length(v.text) as length,
        row_number() over (partition by i.number order by i.published_at, i.post) as first_place,
        row_number() over (partition by i.number order by i.published_at desc, i.post) as last_place
    from inside as i
    inner join version as v on v.version = i.version
    where length(v.text) > 0
)
select
    h.* exclude (name),
    coalesce(s.name, h.name) as name,
    h.name as id,
    a.version as first_version,
    a.length as first_length,
    z.version as last_version,
    z.length as last_length,
    f.fired_at,
    f.delay_days
from held as h
left join alarm as f on f.measure = h.measure and f.scope = h.scope and f.name = h.name and f."at" = h."at"
left join source as s on h.scope = 'source' and s.source = h.name
left join worded as a on a.number = h.number and a.first_place = 1
left join worded as z on z.number = h.number and z.last_place = 1
order by case when h.scope = 'case' then 0 else 1 end, h.probability desc, h.measure, h.scope, h.name, h."at"

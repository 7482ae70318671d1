-- Who blames whom: texts (copies folded), the highest rung, whether it is returned, and the first words of each pair.
with told as (
    select
        b.*,
        coalesce(c.cascade, b.post) as text,
        row_number() over (partition by b."by", b."of" order by b.published_at, b.post, b.start) as place
    from blame as b
    left join cascade as c on c.post = b.post
    where b.kind = 'blame' and b.form <> 'charge' and b."by" is not null and b."of" is not null and b."by" <> b."of"
),
pairs as (
    select
        "by",
        "of",
        max(by_name) as by_name,
        max(of_name) as of_name,
        max(rung) as rung,
        count(distinct text) as texts,
        count(distinct post) as posts,
        max(strength) as strength,
        max(demand) as demand,
        array_agg(distinct matter order by matter) filter (where matter is not null) as matters,
        max(published_at) as last_at
    from told
    group by "by", "of"
)
select
    p.*,
    r."by" is not null as returned,
    t.version,
    t.start,
    t."end",
    t.form,
    t.published_at,
    d.precision_us,
    v.text
from pairs as p
inner join told as t on t."by" = p."by" and t."of" = p."of" and t.place = 1
inner join post as d on d.post = t.post
inner join version as v on v.version = t.version
left join pairs as r on r."by" = p."of" and r."of" = p."by"
order by p.texts desc, p.strength desc, t.published_at, p."by", p."of"

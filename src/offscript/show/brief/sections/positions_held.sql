-- The last side each known speaker takes on each axis, with how many texts of his take each end.
with told as (
    select
        q.*,
        coalesce(c.cascade, q.post) as text,
        row_number() over (partition by q.axis, q."by" order by q.published_at desc, q.post desc, q.start desc) as place
    from position as q
    left join cascade as c on c.post = q.post
    where q.kind = 'position' and q."by" is not null
),
counted as (
    select axis, "by", pole, count(distinct text) as texts
    from told
    group by axis, "by", pole
),
poles as (
    select axis, "by", sum(texts) as texts, count(*) as poles
    from counted
    group by axis, "by"
)
select
    t.axis,
    t."by",
    t.by_name,
    t.tier,
    t.pole,
    t.strength,
    t.condition_start,
    t.published_at,
    t.probability,
    t.version,
    t.sentence_start as start,
    t.sentence_end as "end",
    n.texts,
    c.texts as same_side,
    n.poles,
    p.precision_us
from told as t
inner join poles as n on n.axis = t.axis and n."by" = t."by"
inner join counted as c on c.axis = t.axis and c."by" = t."by" and c.pole = t.pole
inner join post as p on p.post = t.post
where t.place = 1
order by t.axis, n.texts desc, t.published_at desc, t."by"

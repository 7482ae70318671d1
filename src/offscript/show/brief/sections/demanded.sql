-- What is called for and refused, by kind and tier: texts (copies folded), speakers, and the first words.
with told as (
    select
        d.*,
        coalesce(c.cascade, d.post) as text,
        row_number() over (partition by d.kind, d.polarity, d.tier order by d.published_at, d.post, d.start) as place
    from demand as d
    left join cascade as c on c.post = d.post
    where d."by" is not null
),
counted as (
    select kind, polarity, tier, count(distinct text) as texts, count(distinct "by") as speakers, max(strength) as strength
    from told
    group by kind, polarity, tier
)
select c.*, t.by_name, t.published_at, p.precision_us, t.version, t.sentence_start as start, t.sentence_end as "end"
from counted as c
inner join told as t on t.kind = c.kind and t.polarity = c.polarity and t.tier = c.tier and t.place = 1
inner join post as p on p.post = t.post
order by c.texts desc, c.kind, c.polarity, c.tier

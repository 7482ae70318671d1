-- Posts about a matter, the first of each text, with the pairs whose plain word they say in own voice.
with said as (
    select l.version, array_agg(distinct l.pair) as plain
    from lexicon as l
    where l.form = 'plain' and l.own
    group by l.version
),
told as (
    select
        m.matter,
        p.post,
        v.version,
        p.source,
        p.tier,
        p.published_at,
        v.text,
        coalesce(s.plain, array[]::varchar[]) as plain,
        row_number() over (
            partition by m.matter, p.source, coalesce(c.cascade, p.post)
            order by p.published_at, v.number
        ) as place
    from (select distinct matter, post, version from matter) as m
    inner join post as p on p.post = m.post
    inner join version as v on v.version = m.version
    inner join calendar as k on k.quarter = p.published_at // 900000000
    left join said as s on s.version = v.version
    left join cascade as c on c.post = p.post
    where k.in_window
)
select matter, post, version, source, tier, published_at, text, plain
from told
where place = 1

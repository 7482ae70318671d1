-- For each source and day of publication: posts, and how many of them were edited or vanished since; vanishing only where a later reading
-- would have held the post.
with posted as (
    select p.post, p.source, p.tier, k.day_us
    from post as p
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
),
again as (
    select source
    from (
        select p.source, count(distinct o.seen_at) as readings
        from observation as o
        inner join post as p on p.post = o.post
        group by p.source
    ) as r
    where readings > 1
),
changed as (
    select distinct kind, post from withdrawn where post is not null
)
select
    'edited' as kind,
    p.source,
    p.tier,
    p.day_us,
    count(*) as posts,
    count(c.post) as acts
from posted as p
left join changed as c on c.post = p.post and c.kind = 'edited'
group by p.source, p.tier, p.day_us
union all
select
    'vanished',
    p.source,
    p.tier,
    p.day_us,
    count(*),
    count(c.post)
from posted as p
inner join again as a on a.source = p.source
left join changed as c on c.post = p.post and c.kind = 'vanished'
group by p.source, p.tier, p.day_us

-- Hours around each silence in which its voice posted (about its matter).
with around as (
    select
        *,
        from_us - 2 * greatest(to_us - from_us, 43200000000) as low,
        to_us + 2 * greatest(to_us - from_us, 43200000000) as high
    from silence
)
select distinct
    a.scope,
    a.name,
    coalesce(a.matter, '') as matter,
    a.from_us,
    c.hour_us as "at"
from around as a
inner join source as s on (a.scope = 'source' and s.source = a.name) or (a.scope = 'tier' and s.tier = a.name)
inner join post as p on p.source = s.source and p.published_at between a.low and a.high
inner join calendar as c on c.quarter = p.published_at // 900000000
left join matter as m on m.post = p.post and m.matter = a.matter
where a.matter is null or m.post is not null
order by a.scope, a.name, a.from_us, c.hour_us

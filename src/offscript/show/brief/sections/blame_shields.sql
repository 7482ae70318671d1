-- Who is shielded or cleared in own voice, copies folded.
with told as (
    select
        b.*,
        coalesce(c.cascade, b.post) as text,
        row_number() over (partition by coalesce(c.cascade, b.post), b."of", b.kind order by b.published_at, b.post, b.start) as place
    from blame as b
    left join cascade as c on c.post = b.post
    where b.kind in ('shield', 'exoneration', 'self') and b."by" is not null
)
select t.*, p.precision_us, v.text as words
from told as t
inner join post as p on p.post = t.post
inner join version as v on v.version = t.version
where t.place = 1
order by case t.kind when 'shield' then 0 when 'self' then 1 else 2 end, t.published_at, t.version, t.start

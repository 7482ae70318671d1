-- Pairs of posts that share words, the latest first: of two tiers and two sources, '' for any (each asked twice), a page of them.
select
    r.*,
    r.earlier as earlier_post,
    r.later as later_post,
    a.source as a_source,
    a.published_at as a_at,
    a.precision_us as a_precision,
    b.source as b_source,
    b.published_at as b_at,
    b.precision_us as b_precision,
    count(*) over () as total
from reuse as r
inner join post as a on a.post = r.earlier
inner join post as b on b.post = r.later
where (? = '' or a.tier = ?) and (? = '' or b.tier = ?) and (? = '' or a.source = ?) and (? = '' or b.source = ?)
order by b.published_at desc, r.earlier, r.later, r.later_start
limit ? offset ?

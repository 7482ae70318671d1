-- Roots of claims with the words each begins with.
select
    r.*,
    coalesce(r.origin_name, case when r.origin = 'origin:unknown' then 'nobody who is named' else r.origin end) as name
from root as r
order by r.claim, r.root

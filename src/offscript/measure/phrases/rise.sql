-- The surest phrases, with how many lineages there were before each entered, and since.
select c.*, m.before_of, m.since_of
from chosen as c
inner join (
    select entered_at, cast(sum(before_of) as bigint) as before_of, cast(sum(since_of) as bigint) as since_of
    from met
    group by entered_at
) as m on m.entered_at = c.entered_at

-- The first use of each phrase by each source.
with placed as (
    select
        u.*,
        row_number() over (partition by u.phrase, u.source order by u.published_at, u.post, u.start) as place
    from phrase_use as u
)
select phrase, source, post, published_at, version, start, "end"
from placed
where place = 1

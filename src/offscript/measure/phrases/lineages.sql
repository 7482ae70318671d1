-- Each lineage: whether texts of the line carry it, and of others; when it is first met, and last.
select
    lineage,
    max(case when line then 1 else 0 end) as line,
    max(case when line then 0 else 1 end) as other,
    min(published_at) as first_at,
    max(published_at) as last_at
from handed
group by lineage

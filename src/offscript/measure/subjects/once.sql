-- The first version that carries each text: copies count once.
select version
from (
    select version, row_number() over (partition by lineage order by published_at, post) as place
    from handed
) as placed
where place = 1

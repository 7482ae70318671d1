-- The numbers each member of a group of linked fillings has.
with filled as (
    select earlier_version as member, earlier_filling as filling from compared where filled
    union
    select later_version as member, later_filling as filling from compared where filled
)
select g.component, f.member, f.filling
from filled as f
inner join grouped as g on g.member = f.member

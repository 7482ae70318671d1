-- Links between fillings of what may be one form.
select earlier_version as one, later_version as other
from compared
where filled

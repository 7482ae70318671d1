-- First versions of their texts that no matter's terms find.
select h.version, h.post, h.source, h.published_at, h.day_us, h.text, h.body_start, h.body_end, h.person_starts, h.person_ends
from handed as h
inner join once as o on o.version = h.version
where h.hits is null

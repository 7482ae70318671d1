-- Texts, and whether each is the first of its text.
select h.*, o.version is not null as once
from handed as h
left join once as o on o.version = h.version

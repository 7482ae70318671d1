-- Wordings with their source, for what each source repeats at the edge of its posts.
select v.version, p.source, v.text
from version as v
inner join post as p on p.post = v.post

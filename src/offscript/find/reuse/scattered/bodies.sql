-- Texts with their bodies, those of reference left out.
select version, published_at, text, body_start, body_end
from handed
where post is not null

-- Copies an archive keeps of a post's address, however it was written, the earliest first.
select c.taken_at, c.archive, c.hash, c.status
from capture as c
where rtrim(regexp_replace(lower(c.url), '^https?://(?:www\.)?', ''), '/') = rtrim(regexp_replace(lower(?), '^https?://(?:www\.)?', ''), '/')
order by c.taken_at, c.capture
limit 40

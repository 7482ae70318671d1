-- Texts of reference: laws and speeches, of which no archive has many.
select text
from handed
where post is null

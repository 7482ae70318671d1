-- The cascade of every post that is in one, by the post's name.
select p.source, p.native_id, c.cascade
from cascade as c
inner join post as p on p.post = c.post

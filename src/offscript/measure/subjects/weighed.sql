-- Uses of the surest stems, with how sure each is.
select concat(u.matter, ':', u.stem) as word_of, u.*, t.z, t.place
from used as u
inner join top as t on t.matter = u.matter and t.stem = u.stem

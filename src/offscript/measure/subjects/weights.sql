-- The surest stems of each matter that there is enough to learn from, if any.
select l.matter, s.stem, s.z
from learnt as l
left join surest as s on s.matter = l.matter

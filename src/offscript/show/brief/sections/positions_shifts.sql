-- Shifts, reversals first, the latest first.
select s.*, v.text as earlier_text, w.text as later_text
from shift as s
inner join version as v on v.version = s.earlier_version
inner join version as w on w.version = s.later_version
order by case s.relation when 'reversed' then 0 else 1 end, s.later_at desc, s.later_version, s.later_start

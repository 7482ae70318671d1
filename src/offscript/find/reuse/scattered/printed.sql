-- Texts of which prints are made: those that repeat no earlier one word for word.
select h.version, h.published_at, h.text, h.body_start, h.body_end
from handed as h
left join (select distinct later from again) as a on a.later = h.version
where h.post is not null and a.later is null

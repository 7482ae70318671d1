-- Short posts whose words another has too, with their texts.
select a.version, a.wording, a.before, a.holders, h.published_at, h.text, h.body_start, h.body_end
from alike as a
inner join handed as h on h.version = a.version

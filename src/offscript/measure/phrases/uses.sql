-- Wordings that may use a phrase of the line, and (without a post) the phrases.
select version, post, source, published_at, text, null as phrase
from (
    select v.version, p.post, p.source, p.published_at, v.text
    from post as p
    inner join version as v on v.version = p.first_version
    inner join calendar as k on k.quarter = p.published_at // 900000000
    where k.in_window
) as wording
union all
select null as version, null as post, null as source, 0 as published_at, phrase as text, phrase
from phrase

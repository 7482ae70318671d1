-- How many texts have each stem, by matter (none: of all) and language.
select matter, language, stem, cast(sum(texts) as bigint) as texts
from counted
group by matter, language, stem

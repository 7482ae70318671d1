-- Words that may be new euphemisms, the surest first, with the sentence that holds the first of each.
select p.*, v.text, length(v.text) as length
from proposed as p
inner join version as v on v.version = p.version
order by p.z desc, p.word, p.pair

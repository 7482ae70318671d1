-- What each of some posts (table `members`) changed of the post it took the words from.
select e.later as post, e.edit, e.earlier_words, e.later_words, e.figure, e.hedge, e.negation, e.later_start
from edit as e
inner join members as m on m.post = e.later
inner join cascade as c on c.post = e.later and c.parent = e.earlier
order by e.later, e.later_start, e.earlier_start

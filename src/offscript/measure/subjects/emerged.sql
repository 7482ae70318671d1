-- Uses of words that are told of, with what is told of them.
select u.*, t.texts, t.expected, t.p, t.q
from used as u
inner join told as t on t.stem = u.stem and t.day_us = u.day_us

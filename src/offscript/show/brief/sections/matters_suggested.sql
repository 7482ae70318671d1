-- Words suggested as terms of each matter, the surest first.
select * from suggested order by matter, z desc, term

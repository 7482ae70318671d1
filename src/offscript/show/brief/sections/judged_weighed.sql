-- What each indicator tells of each hypothesis.
select * from matrix order by indicator, hypothesis

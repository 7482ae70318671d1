-- What each indicator tells of each hypothesis.
select * from weighed order by indicator, hypothesis

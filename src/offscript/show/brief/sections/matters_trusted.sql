-- How far the terms of each matter can be trusted.
select * from trusted order by matter

-- Hypotheses, the groups in order of name, the likeliest first.
select * from hypothesis order by coalesce(rivals, hypothesis), place

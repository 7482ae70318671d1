-- The steps whose results stand, with the key that says what made them.
select step, writes, rows, substr(key, 1, 12) as key from step order by step

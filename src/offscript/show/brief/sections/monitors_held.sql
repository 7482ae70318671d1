-- Series of which a value is held.
select distinct series from evidence where kind = 'value' order by series

-- Stems that set matters apart, with the word as it first stands.
select d.matter, d.stem, d.z, f.word
from deviated as d
inner join (
    select stem, word
    from (
        select stem, word, row_number() over (partition by stem order by published_at, post) as place
        from met
    ) as placed
    where place = 1
) as f on f.stem = d.stem

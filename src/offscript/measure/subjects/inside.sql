-- For each matter how many texts have each stem, of its own and of all.
select l.matter, t.language, t.stem, t.texts, coalesce(i.texts, 0) as inside
from learnt as l
cross join (select language, stem, texts from summed where matter = '') as t
left join (select matter, language, stem, texts from summed where matter <> '') as i
    on i.matter = l.matter and i.language = t.language and i.stem = t.stem

-- Uses, in any text, of phrases that several texts of the line share, with whose the texts are.
select
    concat(u.words, ':', u.gram) as run,
    u.gram,
    u.words,
    u.version,
    u.word,
    h.post,
    h.line,
    h.lineage,
    h.source,
    h.published_at
from used as u
inner join often as o on o.gram = u.gram and o.words = u.words
inner join handed as h on h.version = u.version

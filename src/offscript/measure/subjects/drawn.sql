-- Posts that were drawn, with their texts, what people said of them, and of how many.
select d.matter, d.kind, d.alike, d.many, h.post, h.version, h.text, h.accepted, h.rejected
from (
    select
        matter,
        kind,
        version,
        alike,
        row_number() over (partition by matter, kind order by lot, version) as place,
        count(*) over (partition by matter, kind) as many
    from lots
) as d
inner join handed as h on h.version = d.version

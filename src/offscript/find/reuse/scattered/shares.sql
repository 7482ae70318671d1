-- Different texts of each source, in as many shares as it needs, by the hash of their words.
select
    h.version,
    h.source,
    h.text,
    n.shares,
    n.need,
    concat(h.source, ':', cast(d.whole % n.shares as varchar)) as share
from different as d
inner join handed as h on h.version = d.version
inner join needed as n on n.source = d.source

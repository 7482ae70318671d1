-- Claimed figures (those in `figure_words`, none in irony) of which another counts the same, with what their sentence is about, and
-- whether it says that an earlier figure is corrected.
with several as (
    select thing from figure_words group by thing having count(*) > 1
)
select
    f.version,
    f.post,
    f.source,
    f.published_at,
    f.precision_us,
    f.start,
    f."end",
    f.low,
    f.high,
    f.unit,
    f.item,
    f.kind,
    f.period,
    f.act,
    f.holder,
    f.scope,
    f.party,
    a.gist,
    a.proper,
    a.acknowledged,
    a.checked,
    w.thing,
    w.lemmas,
    w.held,
    w.figures,
    v.number,
    v.from_us,
    v.to_us
from figure as f
inner join figure_words as w on w.version = f.version and w.start = f.start
inner join several as s on s.thing = w.thing
inner join amount as a on a.version = f.version and a.start = f.start
inner join version as v on v.version = f.version

-- Claimed figures with what their sentence is about, and whether it says that an earlier figure is corrected.
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
    v.number,
    v.from_us,
    v.to_us
from figure as f
inner join amount as a on a.version = f.version and a.start = f.start
inner join version as v on v.version = f.version
where f.voice <> 'ironic'

-- Claimed figures that count something, with what their sentence is about.
select
    f.version,
    f.post,
    f.start,
    f."end",
    f.low,
    f.high,
    f.unit,
    f.item,
    f.qualifier,
    f.kind,
    f.period,
    f.act,
    f.as_of,
    f.holder,
    f.scope,
    f.party,
    a.gist
from figure as f
inner join amount as a on a.version = f.version and a.start = f.start
where f.item is not null and f.voice <> 'ironic'

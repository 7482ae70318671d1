-- Claimed figures with their post, whoever claims them, and the place named closest in the same stretch of words.
with held as (
    select
        a.*,
        v.post,
        p.source,
        p.published_at,
        p.precision_us,
        o.entity as said_by,
        o.name as said_by_name,
        o.voice as words_of,
        o.start as stretch_start,
        o."end" as stretch_end
    from amount as a
    inner join version as v on v.version = a.version
    inner join post as p on p.post = v.post
    left join voice as o on o.version = a.version and o.start <= a.start and o."end" > a.start
),
placed as (
    select
        h.version,
        h.start,
        e.entity,
        row_number() over (partition by h.version, h.start order by abs(e.start - h.start), e.start) as place
    from held as h
    inner join entity as e
        on e.version = h.version and e.kind = 'place' and e.start >= h.stretch_start and e."end" <= h.stretch_end
    where abs(e.start - h.start) < 120
)
select
    h.version,
    h.post,
    h.source,
    h.published_at,
    h.precision_us,
    h.start,
    h."end",
    h.low,
    h.high,
    h.unit,
    h.item,
    h.qualifier,
    h.kind,
    h.period,
    h.act,
    h.as_of,
    coalesce(h.words_of, 'own') as voice,
    case when coalesce(h.words_of, 'own') in ('own', 'endorsed', 'ironic') then 'source:' || h.source else h.said_by end as holder,
    h.said_by_name as holder_name,
    w.entity as scope
from held as h
left join placed as w on w.version = h.version and w.start = h.start and w.place = 1

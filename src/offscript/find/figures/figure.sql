-- Claimed figures with their post, whoever claims them, and the place and the body named closest in its sentence.
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
        o.speaker_start,
        o.speaker_end
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
        on e.version = h.version and e.kind = 'place' and e.start >= h.sentence_start and e."end" <= h.sentence_end
),
sided as (
    select
        h.version,
        h.start,
        e.entity,
        row_number() over (partition by h.version, h.start order by abs(e.start - h.start), e.start) as place
    from held as h
    inner join entity as e
        on e.version = h.version
            and e.kind = 'organisation'
            and e.start >= h.sentence_start
            and e."end" <= h.sentence_end
            and (h.speaker_start is null or e.start >= h.speaker_end or e."end" <= h.speaker_start)
    where e.entity <> coalesce(h.said_by, '') and e.entity <> 'source:' || h.source
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
    w.entity as scope,
    y.entity as party
from held as h
left join placed as w on w.version = h.version and w.start = h.start and w.place = 1
left join sided as y on y.version = h.version and y.start = h.start and y.place = 1

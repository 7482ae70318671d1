-- Statements about a matter, or with a word that says how sure it is: with their post, whose words they are, and their status.
with spoken as (
    select
        a.version,
        a.start,
        o.voice,
        o.entity,
        o.name,
        o.source,
        row_number() over (
            partition by a.version, a.start
            order by case when o.voice in ('quoted', 'reported') then 0 else 1 end, o."end" - o.start desc
        ) as place
    from asserted as a
    inner join voice as o on o.version = a.version and o.start < a."end" and o."end" > a.start
),
told as (
    select
        a.*,
        v.post,
        p.source,
        p.tier,
        p.published_at,
        p.precision_us,
        w.name as own_name,
        case when o.entity = 'source:' || p.source then 'own' else coalesce(o.voice, 'unknown') end as voice,
        o.entity as said_by,
        o.name as said_by_name
    from asserted as a
    inner join version as v on v.version = a.version
    inner join post as p on p.post = v.post
    inner join source as w on w.source = p.source
    left join spoken as o on o.version = a.version and o.start = a.start and o.place = 1
    where a.form <> 'question'
),
about as (
    select distinct post, matter from matter
)
select
    t.version,
    t.post,
    t.source,
    t.tier,
    t.published_at,
    t.precision_us,
    t.start,
    t."end",
    t.cue_start,
    t.cue_end,
    case
        when t.word = 'unsure' then 'report'
        when t.word is not null then t.word
        when t.voice in ('quoted', 'reported') then 'claim'
        when t.voice not in ('own', 'endorsed') then 'claim'
        when t.tier in ('ministry', 'official', 'adversary') then 'official statement'
        when t.tier = 'monitor' then 'evidence'
        when t.tier in ('independent', 'foreign', 'wire') then 'report'
        else 'claim'
    end as status,
    case when t.word is not null then 'word' else 'source' end as basis,
    t.stands,
    t.part,
    t.form,
    t.voice,
    case when t.voice in ('own', 'endorsed') then 'source:' || t.source else t.said_by end as "by",
    case when t.voice in ('own', 'endorsed') then t.own_name else t.said_by_name end as by_name,
    m.matter,
    t.gist,
    t.denied,
    t.days
from told as t
left join about as m on m.post = t.post
where m.matter is not null or t.word is not null

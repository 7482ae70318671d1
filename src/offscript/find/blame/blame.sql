-- Blame with its post, the matter spoken of nearest to the bad outcome, whoever says it and of whom as entities; a person the case does
-- not name only by pseudonym.
with naming as (
    select
        r.version,
        r.start,
        r.blamed_start,
        e.entity,
        e.name,
        row_number() over (
            partition by r.version, r.start, r.blamed_start
            order by case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end, case e.kind when 'office' then 1 else 0 end, e.start
        ) as place
    from reproach as r
    inner join entity as e on e.version = r.version and e.start < r.blamed_end and e."end" > r.blamed_start
),
said as (
    select
        r.version,
        r.start,
        r.blamed_start,
        e.entity,
        e.name,
        row_number() over (
            partition by r.version, r.start, r.blamed_start
            order by case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end, case e.kind when 'office' then 1 else 0 end, e.start
        ) as place
    from reproach as r
    inner join entity as e on e.version = r.version and e.start < r.blamer_end and e."end" > r.blamer_start
),
spoken as (
    select
        r.version,
        r.start,
        r.blamed_start,
        o.voice,
        o.frame,
        o.entity,
        o.name,
        row_number() over (partition by r.version, r.start, r.blamed_start order by o.start) as place
    from reproach as r
    inner join voice as o on o.version = r.version and o.start <= r.start and o."end" > r.start
),
subject as (
    select
        r.version,
        r.start,
        r.blamed_start,
        m.matter,
        row_number() over (
            partition by r.version, r.start, r.blamed_start
            order by
                case when m.start >= r.start and m."end" <= r."end" then 0 else 1 end,
                abs(m.start - coalesce(r.outcome_start, r.start)),
                m.matter
        ) as place
    from reproach as r
    inner join matter as m on m.version = r.version and m.start is not null
)
select
    r.version,
    v.post,
    p.source,
    p.tier,
    p.published_at,
    r.start,
    r."end",
    r.kind,
    r.form,
    r.strength,
    r.demand,
    r.probability,
    coalesce(o.voice, r.voice) as voice,
    r.blamer,
    r.blamer_start,
    r.blamer_end,
    r.blamed_start,
    r.blamed_end,
    r.outcome_start,
    r.outcome_end,
    u.matter,
    r.rung,
    case
        when r.blamer = 'SPAN' then s.entity
        when coalesce(o.voice, r.voice) in ('own', 'endorsed', 'ironic') and r.blamer = 'AUTHOR' then 'source:' || p.source
        else o.entity
    end as "by",
    case
        when r.blamer = 'SPAN' then s.name
        when coalesce(o.voice, r.voice) in ('own', 'endorsed', 'ironic') and r.blamer = 'AUTHOR' then w.name
        else o.name
    end as by_name,
    coalesce(n.entity, 'rung:' || r.rung) as "of",
    coalesce(n.name, r.rung) as of_name
from reproach as r
inner join version as v on v.version = r.version
inner join post as p on p.post = v.post
inner join source as w on w.source = p.source
left join naming as n on n.version = r.version and n.start = r.start and n.blamed_start = r.blamed_start and n.place = 1
left join said as s on s.version = r.version and s.start = r.start and s.blamed_start = r.blamed_start and s.place = 1
left join subject as u on u.version = r.version and u.start = r.start and u.blamed_start = r.blamed_start and u.place = 1
left join spoken as o on o.version = r.version and o.start = r.start and o.blamed_start = r.blamed_start and o.place = 1

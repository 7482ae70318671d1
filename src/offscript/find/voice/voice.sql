-- Whose words each stretch is: the speaker as an entity (`агентство «Полюс»`: the name in quotation marks), a forward as its origin's words, people's word last.
with naming as (
    select
        s.version,
        s.start,
        e.entity,
        e.name,
        row_number() over (
            partition by s.version, s.start
            order by
                case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end,
                case e.kind when 'office' then 1 else 0 end,
                e.start
        ) as place
    from segment as s
    inner join version as v on v.version = s.version
    inner join entity as e
        on e.version = s.version
            and e.kind <> 'place'
            and e."end" > s.speaker_start
            and (
                e.start < s.speaker_end
                or (
                    e.start = s.speaker_end + 2
                    and substring(v.text, cast(s.speaker_end + 1 as integer), 2) in (' «', ' "', ' “', ' „')
                )
            )
),
origin as (
    select p.post, 'source:' || coalesce(o.source, g.source) as entity
    from post as p
    left join post as o on o.post = p.parent
    left join ghost as g on g.post = p.parent
    where p.parent_kind = 'forward'
),
said as (
    select
        s.version,
        v.post,
        s.start,
        s."end",
        case when f.post is not null and s.voice in ('own', 'unknown') then 'quoted' else s.voice end as voice,
        case when f.post is not null and s.voice in ('own', 'unknown') then 'forward' else s.frame end as frame,
        s.stance,
        s.speaker_start,
        s.speaker_end,
        s.chain,
        case when f.post is not null and s.voice in ('own', 'unknown') then f.entity else n.entity end as entity,
        n.name
    from segment as s
    inner join version as v on v.version = s.version
    left join naming as n on n.version = s.version and n.start = s.start and n.place = 1
    left join origin as f on f.post = v.post
),
corrected as (
    select
        s.version,
        s.start,
        c.target,
        row_number() over (partition by s.version, s.start order by c.entry desc) as place
    from said as s
    inner join correction as c
        on c.kind = 'voice' and c.anchor = s.version and c.start < s."end" and c."end" > s.start
)
select
    s.version,
    s.post,
    s.start,
    s."end",
    coalesce(c.target, s.voice) as voice,
    s.frame,
    s.stance,
    s.speaker_start,
    s.speaker_end,
    s.chain,
    s.entity,
    coalesce(s.name, o.name) as name,
    o.source,
    c.target is not null as by_person
from said as s
left join corrected as c on c.version = s.version and c.start = s.start and c.place = 1
left join source as o on 'source:' || o.source = s.entity

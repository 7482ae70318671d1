-- After each event of the case: voices with fewer posts than their habit explains, the shortest time that shows it; and what was looked at.
with shortest as (
    select
        h.*,
        row_number() over (partition by h.event, h."at", h.scope, h.name order by h.hours) as place
    from hushed as h
    where h.outcome = 'fewer'
),
looked as (
    select
        event,
        "at",
        count(distinct scope || name) as voices,
        count(*) as compared,
        sum(case when outcome like 'cannot%' then 0 else 1 end) as told
    from hushed
    group by event, "at"
)
select
    l.event,
    l."at",
    l.voices,
    l.told,
    l.compared,
    s.scope,
    coalesce(v.name, s.name) as voice,
    s.hours,
    s.posts,
    s.expected,
    s.q,
    s.next_at,
    s.version,
    w.text
from looked as l
left join shortest as s on s.event = l.event and s."at" = l."at" and s.place = 1
left join source as v on s.scope = 'source' and v.source = s.name
left join version as w on w.version = s.version
order by l."at", l.event, s.q, s.name

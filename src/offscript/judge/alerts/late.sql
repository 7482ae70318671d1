-- What takes longer to tell, each thing once, as in soon: claims as they turn, silences, breaks, promises that fell due.
with about as (
    select version, min(matter) as matter from matter group by version
),
turned as (
    select
        a.claim,
        a.matter,
        regexp_replace(h.step, ' [0-9]+$', '') as status,
        cast(regexp_extract(h.step, '[0-9]+$', 0) as bigint) as at_us
    from assessed as a
    inner join (select claim, unnest(history) as step from assessed) as h on h.claim = a.claim
),
turning as (
    select
        t.claim,
        t.matter,
        t.status,
        c.version,
        c.start,
        c."end",
        c.source,
        c.published_at,
        row_number() over (partition by t.claim, t.status order by c.version, c.start) as place
    from turned as t
    inner join claim as c on c.claim = t.claim and c.published_at = t.at_us and c.status = t.status
    where t.status in ('confirmation', 'denial', 'retraction', 'evidence') and c.position > 0
),
kept as (
    select
        'silence' as kind, s.scope || ':' || s.name || ':' || coalesce(s.matter, '') || ':' || s.from_us as key,
        s.from_us as "at", s.to_us as known_at, case when s.scope = 'source' then s.name end as source, s.matter,
        s.kind || ' of ' || coalesce(n.name, s.name) as what, cast(round(s.expected, 1) as varchar) || ' posts expected' as before,
        cast(s.posts as varchar) as after, - ln(greatest(s.q, 0.000001)) as weight,
        s.before_version as version, s.before_start as start, s.before_end as "end",
        s.ended_version as earlier_version, s.ended_start as earlier_start, s.ended_end as earlier_end
    from silence as s
    left join source as n on s.scope = 'source' and n.source = s.name
    where s.kind in ('quiet', 'outage', 'avoidance') and s.q <= 0.05
    union all
    select
        'break' as kind, a.measure || ':' || a.scope || ':' || a.name || ':' || a.fired_at as key, a."at", a.fired_at as known_at,
        case when a.scope = 'source' then a.name end as source, case when a.scope = 'matter' then a.name end as matter,
        replace(a.measure, '_', ' ') || ' of ' || coalesce(n.name, a.name) || ' has changed' as what, null as before, null as after, a.probability as weight,
        null as version, null as start, null as "end", null as earlier_version, null as earlier_start, null as earlier_end
    from alarm as a
    left join source as n on a.scope = 'source' and n.source = a.name
    where a.fired_at is not null
    union all
    select
        'promise' as kind, p.version || ':' || p.start || ':' || p.status as key, p.due_high as "at", p.due_high as known_at,
        p.source, m.matter, p.kind || ' ' || p.status as what, null as before, null as after,
        case p.strength when 'vowed' then 4.0 when 'will' then 3.0 when 'plans' then 2.0 else 1.0 end
        + case when p.status = 'overdue' then 0.0 else 4.0 end + case when m.matter is null then 0.0 else 3.0 end as weight,
        p.version, p.start, p."end", null as earlier_version, null as earlier_start, null as earlier_end
    from promise as p
    left join about as m on m.version = p.version
    where p.status in ('overdue', 'broken', 'withdrawn') and p.due_high is not null and p.kind in ('commitment', 'threat', 'denial')
    union all
    select
        'claim' as kind, t.claim || ':' || t.status as key, t.published_at as "at", t.published_at as known_at, t.source, t.matter,
        'a claim meets ' || t.status as what, null as before, null as after,
        case t.status when 'retraction' then 4.0 when 'denial' then 3.0 when 'evidence' then 2.0 else 1.0 end as weight,
        t.version, t.start, t."end", a.version as earlier_version, a.start as earlier_start, a."end" as earlier_end
    from turning as t
    inner join assessed as a on a.claim = t.claim
    where t.place = 1
),
single as (
    select
        k.*,
        s.tier,
        cast(
            k.weight
            + case when s.tier in ('ministry', 'official', 'wire', 'broadcaster') then 2.0 else 0.0 end
            + case when coalesce(s.tier, 'unassigned') <> 'unassigned' then 3.0 else 0.0 end as double
        ) as weighed,
        row_number() over (
            partition by k.kind, k.key order by k.weight desc, k."at", k.what, k.version, k.start
        ) as place
    from kept as k
    left join source as s on s.source = k.source
)
select
    s.kind || ':' || s.key as alert,
    s.kind,
    s."at",
    s.known_at,
    s.source,
    s.tier,
    s.matter,
    s.what,
    nullif(s.before, '') as before,
    s.after,
    s.weighed as weight,
    s.version,
    cast(s.start as bigint) as start,
    cast(s."end" as bigint) as "end",
    s.earlier_version,
    cast(s.earlier_start as bigint) as earlier_start,
    cast(s.earlier_end as bigint) as earlier_end,
    cume_dist() over (partition by s.kind order by s.weighed, s.known_at, s.key) as score
from single as s
where s.place = 1

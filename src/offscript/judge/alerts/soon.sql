-- What can be told within minutes, each thing once: a key that later posts do not change, the words, what stood before; and its
-- strength, the share of its kind that is no stronger. A figure that its own holder changed is stronger than two voices that differ; how
-- far it changed counts up to three times; that a voice without a tier says another number than
-- others, about no matter of the case, is none.
with about as (
    select version, min(matter) as matter from matter group by version
),
figured as (
    select
        r.later_version || ':' || r.later_start as key,
        max(abs(ln(greatest(r.ratio, 0.001)))) as weight,
        max_by(r.relation, abs(ln(greatest(r.ratio, 0.001)))) as relation,
        max_by(r.item, abs(ln(greatest(r.ratio, 0.001)))) as item,
        max_by(r.earlier_value, abs(ln(greatest(r.ratio, 0.001)))) as earlier_value,
        max_by(r.later_value, abs(ln(greatest(r.ratio, 0.001)))) as later_value,
        max_by(r.earlier_version, abs(ln(greatest(r.ratio, 0.001)))) as earlier_version,
        max_by(r.earlier_start, abs(ln(greatest(r.ratio, 0.001)))) as earlier_start,
        max_by(r.earlier_end, abs(ln(greatest(r.ratio, 0.001)))) as earlier_end,
        min(r.later_version) as version,
        min(r.later_start) as start,
        min(r.later_end) as "end",
        min(r.later_source) as source,
        min(r.later_post) as post
    from revision as r
    where r.relation in ('growth', 'revision', 'silent edit', 'contradiction') and (r.ratio >= 1.2 or r.ratio <= 0.84)
    group by r.later_version, r.later_start
),
admitting as (
    select
        a.*,
        row_number() over (partition by a.matter, a.tier, a.grade order by a.published_at, a.version, a.start) as place
    from admitted as a
    where a.degree >= 2
),
deaf as (
    select
        case when problem = 'nobody asked' then problem || ':' || from_us // 3600000000 else feed || ':' || from_us end as key,
        feed, from_us, to_us, problem
    from reception
    where state = 'down' and to_us - from_us >= 10800000000
),
lost as (
    select key, min(feed) as feed, count(*) as feeds, min(from_us) as from_us, max(to_us) as to_us, min(problem) as problem
    from deaf
    group by key
),
kept as (
    select
        'figure' as kind, f.key, p.published_at as "at", p.published_at as known_at, f.source, m.matter,
        f.relation || ': ' || coalesce(f.item, 'a figure') as what,
        case when f.earlier_value = round(f.earlier_value) then cast(cast(f.earlier_value as bigint) as varchar) else cast(f.earlier_value as varchar) end as before,
        case when f.later_value = round(f.later_value) then cast(cast(f.later_value as bigint) as varchar) else cast(f.later_value as varchar) end as after,
        least(f.weight, 1.1)
        + case when f.relation in ('revision', 'silent edit') then 2.0 when f.relation = 'growth' then 1.0 else 0.0 end
        + case when m.matter is null then 0.0 else 1.0 end as weight,
        f.version, f.start, f."end", f.earlier_version, f.earlier_start, f.earlier_end
    from figured as f
    inner join post as p on p.post = f.post
    left join about as m on m.version = f.version
    left join source as o on o.source = f.source
    where f.relation <> 'contradiction' or m.matter is not null or coalesce(o.tier, 'unassigned') <> 'unassigned'
    union all
    select
        case when w.kind = 'vanished' then 'vanished' else 'wording' end as kind,
        w.post || ':' || coalesce(w.later_version, 'gone') as key,
        w.low_us as "at", coalesce(w.high_us, w.low_us) as known_at, w.source, w.matter,
        case when w.kind = 'vanished' then 'a post is gone' else 'words were changed after publication' end as what,
        case
            when coalesce(array_length(w.figures), 0) + coalesce(array_length(w.names), 0) > 0
                then 'with it ' || array_to_string(array_cat(coalesce(w.figures, []), coalesce(w.names, [])), ', ')
        end as before,
        null as after,
        1.0
        + 2.0 * coalesce(array_length(w.figures), 0)
        + coalesce(array_length(w.names), 0)
        + 0.1 * coalesce(array_length(w.words), 0) as weight,
        w.version, w.start, w."end", w.later_version as earlier_version, null as earlier_start, null as earlier_end
    from withdrawn as w
    where w.kind in ('edited', 'vanished') and w.post is not null
    union all
    select
        'crossing' as kind, c.pair || ':' || c.source as key, c.published_at as "at", c.published_at as known_at, c.source, m.matter,
        'the plain word of ' || c.pair || ' in own voice' as what, c.kept || ' posts before that kept to the line' as before, null as after,
        c.firmness as weight, c.version, c.start, c."end", null as earlier_version, null as earlier_start, null as earlier_end
    from crossing as c
    left join about as m on m.version = c.version
    union all
    select
        'admission' as kind, a.matter || ':' || a.tier || ':' || a.grade as key, a.published_at as "at", a.published_at as known_at,
        a.source, a.matter, 'first of its tier to say it ' || a.grade as what, null as before, null as after,
        cast(a.degree as double) as weight, a.version, a.start, a."end",
        null as earlier_version, null as earlier_start, null as earlier_end
    from admitting as a
    where a.place = 1
    union all
    select
        'blame' as kind, r.rung as key, r.published_at as "at", r.published_at as known_at, r.source, m.matter,
        'blame reaches ' || r.rung as what, null as before, null as after, cast(r.height as double) as weight,
        r.version, r.start, r."end", null as earlier_version, null as earlier_start, null as earlier_end
    from reached as r
    left join about as m on m.version = r.version
    where r."first"
    union all
    select
        'blind spot' as kind, l.key, l.from_us as "at", l.from_us + 10800000000 as known_at,
        null as source, null as matter,
        case when l.problem = 'nobody asked' then 'nobody asked ' || l.feeds || ' feeds' else 'the feed ' || l.feed || ' did not answer' end as what,
        null as before, l.problem as after,
        cast(l.to_us - l.from_us as double) as weight,
        null as version, null as start, null as "end", null as earlier_version, null as earlier_start, null as earlier_end
    from lost as l
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

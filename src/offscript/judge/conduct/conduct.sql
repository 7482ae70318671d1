-- Reports of what is done out of sight, each with the last public words of the actor before it and the first after it.
with side as (
    select
        s.source,
        s.name,
        case when s.tier in ('ministry', 'official', 'wire', 'broadcaster', 'aligned') then 'watched'
            when s.tier = 'adversary' then 'other' end as side,
        s.tier in ('ministry', 'official', 'adversary') as speaks
    from source as s
),
cued as (
    select h.version, h.start, h.doer, h.doer_start, h.doer_end from hidden as h
    union all
    select p.version, p.start, 'theirs' as doer, null as doer_start, null as doer_end
    from position as p
    left join hidden as h on h.version = p.version and h.start >= p.sentence_start and h.start < p.sentence_end
    where p.kind = 'attributed' and p.voice in ('own', 'endorsed') and h.version is null
),
placed as (
    select
        c.version,
        s.start,
        s."end",
        s.post,
        s.source,
        s.tier,
        s.published_at,
        s.precision_us,
        s.matter,
        s.status,
        s."by",
        c.doer,
        c.doer_start,
        c.doer_end,
        row_number() over (partition by c.version, s.start, s.matter order by c.start) as place
    from cued as c
    inner join status as s on s.version = c.version and s.start <= c.start and s."end" > c.start
    where s.matter is not null and s.stands >= 0 and s.form = 'said' and s.status not in ('denial', 'retraction')
),
act as (
    select p.*, l.claim, k.standing, d.side
    from placed as p
    left join claim as l on l.version = p.version and l.start = p.start and l.matter = p.matter
    left join assessed as k on k.claim = l.claim
    left join side as d on d.source = p.source
    where p.place = 1
),
touched as (
    select distinct a.version, a.start, p.axis
    from act as a
    inner join stance as p on p.version = a.version and p.start >= a.start and p.start < a."end"
),
public as (
    select
        c.claim,
        null as axis,
        case when c.voice in ('own', 'endorsed') then 'source:' || c.source else c."by" end as actor,
        case when c.voice in ('own', 'endorsed') then w.name else c.by_name end as actor_name,
        case when c.voice in ('own', 'endorsed') then c.source else replace(c."by", 'source:', '') end as spoken,
        'denies it' as says,
        null as strength,
        c.version,
        c.start,
        c."end",
        c.source,
        c.published_at
    from claim as c
    inner join source as w on w.source = c.source
    where c.stands = -1 and (c.voice in ('own', 'endorsed') or c."by" is not null)
    union all
    select
        null as claim,
        p.axis,
        p."by" as actor,
        p.by_name as actor_name,
        replace(p."by", 'source:', '') as spoken,
        p.pole as says,
        p.strength,
        p.version,
        p.sentence_start as start,
        p.sentence_end as "end",
        p.source,
        p.published_at
    from position as p
    where p.kind = 'position' and p."by" is not null
),
doing as (
    select a.version, a.start, a.matter, e.entity
    from act as a
    inner join entity as e on e.version = a.version and e.start < a.doer_end and e."end" > a.doer_start
),
beside as (
    select
        a.*,
        w.actor,
        w.actor_name,
        w.says,
        w.axis,
        w.strength,
        w.version as word_version,
        w.start as word_start,
        w."end" as word_end,
        w.source as word_source,
        w.published_at as word_at,
        d.side as word_side,
        coalesce(d.speaks, false) as word_speaks,
        n.entity as does
    from act as a
    left join touched as t on t.version = a.version and t.start = a.start
    inner join public as w on w.claim = a.claim or w.axis = t.axis
    left join side as d on d.source = w.spoken
    left join doing as n on n.version = a.version and n.start = a.start and n.matter = a.matter and n.entity = w.actor
    where w.version <> a.version or w.start <> a.start
),
based as (
    select
        b.*,
        case
            when b.does is not null then 'named'
            when b.doer = 'ours' and b.side = b.word_side and b.word_speaks then 'its side (ours)'
            when b.doer = 'theirs' and b.side <> b.word_side and b.word_speaks then 'its side (theirs)'
            when b.doer = 'nobody' and b.axis is null and b.word_speaks then 'nobody is named'
        end as basis
    from beside as b
),
ranked as (
    select
        b.*,
        case when b.word_at <= b.published_at then 'word' else 'act' end as "first",
        row_number() over (
            partition by b.version, b.start, b.matter, b.actor, b.word_at <= b.published_at
            order by abs(b.word_at - b.published_at), b.axis nulls first, b.word_version, b.word_start
        ) as near
    from based as b
    where b.basis is not null
)
select
    r.actor,
    r.actor_name,
    r.basis,
    r.version,
    r.start,
    r."end",
    r.post,
    r.source,
    r.tier,
    r.published_at,
    r.precision_us,
    r.matter,
    r.status,
    r.claim,
    r.standing,
    r.says,
    r.axis,
    r.strength,
    r.word_version,
    r.word_start,
    r.word_end,
    r.word_source,
    r.word_at,
    r."first"
from ranked as r
where r.near = 1

-- Promises with their post, whoever binds himself as an entity, the last moment the case knows of, and for telling whether two are
-- about the same, how many promises have each of their lemmas. By `whose` they are looked at together: those nobody is named for bear
-- on nothing, and fall into heaps by their version.
with made as (
    select * from pledge where voice <> 'ironic'
),
about as (
    select m.version, m.start, u.lemma
    from made as m
    cross join unnest(m.gist) as u (lemma)
),
times as (
    select lemma, count(*) as held from about group by lemma
),
listed as (
    select a.version, a.start, array_agg(t.lemma order by t.lemma) as lemmas, array_agg(t.held order by t.lemma) as held
    from about as a
    inner join times as t on t.lemma = a.lemma
    group by a.version, a.start
),
whole as (
    select count(*) as promises from made
),
naming as (
    select
        g.version,
        g.start,
        e.entity,
        e.name,
        row_number() over (
            partition by g.version, g.start
            order by
                case e.basis when 'case' then 0 when 'catalogue' then 1 else 2 end,
                case e.kind when 'office' then 1 else 0 end,
                e.start
        ) as place
    from made as g
    inner join entity as e
        on e.version = g.version and e.start < g.who_end and e."end" > g.who_start and e.kind <> 'place'
),
known as (
    select max(published_at) as until_us from post
),
settled as (
    select
        version,
        start,
        relation,
        by_its_source,
        deed_at,
        row_number() over (partition by version, start order by by_its_source, deed_at, deed_version, deed_start) as place
    from outcome
),
told as (
    select
        g.*,
        v.post,
        p.source,
        p.published_at,
        case when g.who_start is null then 'source:' || p.source else n.entity end as holder,
        n.name as holder_name,
        k.until_us,
        s.relation as outcome,
        s.by_its_source,
        s.deed_at,
        c.target as said_status,
        l.lemmas,
        l.held,
        w.promises
    from made as g
    inner join version as v on v.version = g.version
    inner join post as p on p.post = v.post
    cross join known as k
    cross join whole as w
    left join listed as l on l.version = g.version and l.start = g.start
    left join settled as s on s.version = g.version and s.start = g.start and s.place = 1
    left join naming as n on n.version = g.version and n.start = g.start and n.place = 1
    left join correction as c
        on c.kind = 'promise' and c.anchor = g.version and c.start < g."end" and c."end" > g.start
)
select t.*, coalesce(t.holder, substring(t.version, 1, 1)) as whose
from told as t

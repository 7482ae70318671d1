-- Statements of claims with whatever speaks against their independence: statements of the same claim that share their words,
-- translate them, or are forwarded; and what speaks for them: an admission, the word of the cue, the words that name a speaker.
with said as (
    select c.*, v.text, p.parent, p.parent_kind
    from claim as c
    inner join version as v on v.version = c.version
    inner join post as p on p.post = c.post
),
matched as (
    select 'same words' as basis, earlier_version, earlier_start, earlier_end, later_version, later_start, later_end from reuse
    union all
    select 'translated' as basis, earlier_version, earlier_start, earlier_end, later_version, later_start, later_end
    from translation
),
carried as (
    select r.basis, a.claim, a.version, a.start, b.version as other_version, b.start as other_start
    from said as a
    inner join matched as r
        on r.later_version = a.version and r.later_start < a."end" and r.later_end > a.start
    inner join said as b
        on b.claim = a.claim and b.version = r.earlier_version and r.earlier_start < b."end" and r.earlier_end > b.start
),
passed_on as (
    select 'forwarded' as basis, a.claim, a.version, a.start, b.version as other_version, b.start as other_start
    from said as a
    inner join said as b on b.claim = a.claim and b.post = a.parent
    where a.parent_kind = 'forward'
),
linked as (
    select * from carried
    union all
    select * from passed_on
),
links as (
    select
        claim,
        version,
        start,
        array_agg(distinct basis || ' ' || other_version || ':' || other_start order by basis || ' ' || other_version || ':' || other_start)
            as links
    from linked
    group by claim, version, start
),
owned_up as (
    select s.claim, s.version, s.start, max(a.degree) as degree
    from said as s
    inner join admission as a on a.version = s.version and a.start >= s.start and a."end" <= s."end"
    where a.voice in ('own', 'endorsed') and a.matter = s.matter
    group by s.claim, s.version, s.start
),
cued as (
    select
        s.version,
        s.start,
        s.matter,
        substring(v.text, cast(s.cue_start + 1 as integer), cast(s.cue_end - s.cue_start as integer)) as cue
    from status as s
    inner join version as v on v.version = s.version
    where s.cue_start is not null
),
spoken as (
    select
        s.claim,
        s.version,
        s.start,
        substring(s.text, cast(o.speaker_start + 1 as integer), cast(o.speaker_end - o.speaker_start as integer)) as speaker,
        row_number() over (partition by s.claim, s.version, s.start order by o.start) as place
    from said as s
    inner join voice as o
        on o.version = s.version and o.start < s."end" and o."end" > s.start and o.speaker_start is not null
    where o.voice in ('quoted', 'reported')
),
judged as (
    select c.anchor, c.start, c."end", c.target, row_number() over (partition by c.anchor, c.start order by c.entry desc) as place
    from correction as c
    where c.kind = 'credibility'
),
ruled as (
    select s.claim, max(g.target) as credibility
    from said as s
    inner join judged as g on g.anchor = s.version and g.start < s."end" and g."end" > s.start and g.place = 1
    group by s.claim
)
select
    s.claim,
    s.matter,
    s.position,
    s.version,
    s.start,
    s."end",
    s.post,
    s.source,
    s.tier,
    s.published_at,
    s.precision_us,
    s.status,
    s.stands,
    s.part,
    s.voice,
    s."by",
    s.by_name,
    l.links,
    a.degree as admits,
    k.cue,
    o.speaker,
    w.reliability,
    r.credibility
from said as s
inner join source as w on w.source = s.source
left join links as l on l.claim = s.claim and l.version = s.version and l.start = s.start
left join owned_up as a on a.claim = s.claim and a.version = s.version and a.start = s.start
left join cued as k on k.version = s.version and k.start = s.start and k.matter = s.matter
left join spoken as o on o.claim = s.claim and o.version = s.version and o.start = s.start and o.place = 1
left join ruled as r on r.claim = s.claim

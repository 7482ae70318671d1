-- For each pair of posts that share words: whose the shared words are on either side, what became of that, and of the names.
with side as (
    select
        earlier,
        later,
        'earlier' as side,
        earlier_version as version,
        earlier_start as start,
        earlier_end as "end"
    from reuse
    union all
    select
        earlier,
        later,
        'later' as side,
        later_version as version,
        later_start as start,
        later_end as "end"
    from reuse
),
heard as (
    select
        s.earlier,
        s.later,
        s.side,
        case
            when v.voice in ('own', 'endorsed', 'ironic') then 'own'
            when v.voice = 'unknown' then 'unknown'
            else 'other'
        end as said,
        case when v.voice in ('quoted', 'reported') then v.entity end as speaker,
        sum(least(s."end", v."end") - greatest(s.start, v.start)) as letters
    from side as s
    inner join voice as v on v.version = s.version and v.start < s."end" and v."end" > s.start
    group by all
),
weighed as (
    select
        *,
        row_number() over (partition by earlier, later, side order by letters desc, said, speaker) as place,
        sum(letters) over (partition by earlier, later, side) as whole
    from heard
),
main as (
    select earlier, later, side, said, speaker, letters >= 0.75 * whole as nearly_all from weighed where place = 1
),
naming as (
    select distinct s.earlier, s.later, s.side, e.entity
    from side as s
    inner join entity as e on e.version = s.version
),
attributing as (
    select distinct version from voice where speaker_start is not null
),
changed as (
    select distinct d.earlier, d.later, 'earlier' as side, e.entity
    from edit as d
    inner join reuse as r on r.earlier = d.earlier and r.later = d.later and r.earlier_start <= d.earlier_start and r.earlier_end >= d.earlier_end
    inner join entity as e
        on e.version = r.earlier_version and e.start < d.earlier_end and e."end" > d.earlier_start and e.kind <> 'office'
    where d.edit in ('dropped', 'replaced')
    union
    select distinct d.earlier, d.later, 'later' as side, e.entity
    from edit as d
    inner join reuse as r on r.earlier = d.earlier and r.later = d.later and r.later_start <= d.later_start and r.later_end >= d.later_end
    inner join entity as e
        on e.version = r.later_version and e.start < d.later_end and e."end" > d.later_start and e.kind <> 'office'
    where d.edit in ('added', 'replaced')
),
alone as (
    select c.earlier, c.later, c.side, array_sort(array_agg(c.entity)) as names
    from changed as c
    left join naming as n
        on n.earlier = c.earlier and n.later = c.later and n.side <> c.side and n.entity = c.entity
    where n.entity is null
    group by c.earlier, c.later, c.side
),
longest as (
    select
        *,
        row_number() over (
            partition by earlier, later
            order by words desc, earlier_version, later_version, later_start
        ) as place
    from reuse
)
select
    r.earlier,
    r.later,
    r.earlier_version,
    r.earlier_start,
    r.earlier_end,
    r.later_version,
    r.later_start,
    r.later_end,
    a.said as earlier_said,
    b.said as later_said,
    a.speaker as earlier_speaker,
    b.speaker as later_speaker,
    case
        when
            a.said = 'other'
            and b.said = 'own'
            and coalesce(a.speaker, '') <> 'source:' || q.source
            and t.version is null
            and s.entity is null
            then 'removed'
        when a.said = 'own' and b.said = 'other' then 'added'
        when a.said = 'other' and b.said = 'other' and a.speaker <> b.speaker then 'changed'
        when a.said = 'other' and b.said = 'other' then 'kept'
    end as change,
    b.said = 'other' and coalesce(b.speaker, '') = 'source:' || p.source as names_earlier,
    a.said = 'other'
    and b.said = 'other'
    and a.nearly_all
    and b.nearly_all
    and coalesce(a.speaker = b.speaker, false)
    and a.speaker not in ('source:' || p.source, 'source:' || q.source) as co_quoted,
    d.names as names_dropped,
    e.names as names_added
from longest as r
inner join post as p on p.post = r.earlier
inner join post as q on q.post = r.later
left join attributing as t on t.version = r.later_version
inner join main as a on a.earlier = r.earlier and a.later = r.later and a.side = 'earlier'
inner join main as b on b.earlier = r.earlier and b.later = r.later and b.side = 'later'
left join alone as d on d.earlier = r.earlier and d.later = r.later and d.side = 'earlier'
left join alone as e on e.earlier = r.earlier and e.later = r.later and e.side = 'later'
left join naming as s on s.earlier = r.earlier and s.later = r.later and s.side = 'later' and s.entity = a.speaker
where r.place = 1

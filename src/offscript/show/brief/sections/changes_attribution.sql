-- Copies within three days that lost the speaker on the way, the line's first: his words there, the author's own here; a text once.
with lost as (
    select
        a.*,
        p.published_at as earlier_at,
        p.precision_us as earlier_precision_us,
        q.published_at - p.published_at as lag_us,
        coalesce(s.name, p.source) as earlier_name,
        coalesce(t.name, q.source) as later_name,
        t.tier as later_tier,
        e.name as speaker,
        r.kind,
        r.words,
        row_number() over (partition by a.later order by r.words desc, a.earlier) as place
    from attribution as a
    inner join post as p on p.post = a.earlier
    inner join post as q on q.post = a.later
    inner join calendar as k on k.quarter = q.published_at // 900000000
    inner join (
        select earlier, later, min(kind) as kind, max(words) as words from reuse group by earlier, later
    ) as r
        on r.earlier = a.earlier and r.later = a.later
    left join source as s on s.source = p.source
    left join source as t on t.source = q.source
    left join (select entity, min(name) as name from entity group by entity) as e on e.entity = a.earlier_speaker
    where a.change = 'removed' and p.source <> q.source and q.published_at - p.published_at <= 259200000000 and k.in_window
)
select *
from lost
where place = 1 and speaker is not null
order by
    case later_tier when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 when 'broadcaster' then 3 else 4 end,
    case kind when 'exact' then 0 when 'near' then 1 else 2 end,
    words desc,
    later_version

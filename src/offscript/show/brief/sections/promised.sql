-- Promises with a deadline or a fate: copies of one text once, what went wrong first, then what falls due next.
with told as (
    select
        p.*,
        coalesce(p.holder_name, o.name) as who,
        s.tier,
        v.digest,
        d.deed_version,
        d.deed_start,
        d.deed_end,
        row_number() over (partition by v.digest, p.start order by p.published_at, p.version) as copy
    from promise as p
    inner join version as v on v.version = p.version
    left join (
        select
            *,
            row_number() over (
                partition by version, start
                order by by_its_source, deed_at, deed_version, deed_start
            ) as place
        from outcome
    ) as d
        on d.version = p.version and d.start = p.start and d.place = 1 and p.status in ('met', 'broken')
    left join source as s on s.source = p.source
    left join source as o on 'source:' || o.source = p.holder
    where p.strength <> 'may'
)
select *
from told
where
    copy = 1
    and (status in ('broken', 'withdrawn', 'met', 'overdue', 'void') or due_high is not null or (polarity < 0 and expires))
order by
    case status when 'broken' then 0 when 'withdrawn' then 1 when 'met' then 2 when 'overdue' then 3 else 4 end,
    case when holder is null then 1 else 0 end,
    case tier
        when 'ministry' then 0 when 'official' then 1 when 'wire' then 2 when 'aligned' then 3 when 'broadcaster' then 3 else 4
    end,
    case strength when 'vowed' then 0 when 'will' then 1 else 2 end,
    due_high,
    published_at,
    version,
    start

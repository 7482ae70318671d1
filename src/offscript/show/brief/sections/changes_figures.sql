-- Figures that a later post gives otherwise, in words it shares with an earlier one, within three days.
with changed as (
    select
        e.earlier,
        e.later,
        e.earlier_words,
        e.later_words,
        e.earlier_start,
        e.earlier_end,
        e.later_start,
        e.later_end,
        count(*) over (partition by e.earlier, e.later) as figures
    from edit as e
    where e.figure and e.edit = 'replaced'
),
linked as (
    select
        c.earlier,
        c.later,
        c.earlier_words,
        c.later_words,
        c.earlier_start,
        c.earlier_end,
        c.later_start,
        c.later_end,
        r.earlier_version,
        r.later_version,
        r.lag_us,
        r.words,
        r.similarity,
        row_number() over (partition by c.later, c.later_start order by r.words desc, r.similarity desc, c.earlier) as place
    from changed as c
    inner join reuse as r on r.earlier = c.earlier and r.later = c.later and r.kind = 'near'
    where
        c.figures <= 2
        and r.lag_us <= 259200000000
        and c.earlier_start >= r.earlier_start
        and c.earlier_end <= r.earlier_end
        and c.later_start >= r.later_start
        and c.later_end <= r.later_end
),
worded as (
    select version, text
    from version
    where version in (
        select earlier_version from linked where place = 1 union select later_version from linked where place = 1
    )
)
select
    a.name as earlier_name,
    b.name as later_name,
    x.published_at as earlier_at,
    x.precision_us as earlier_precision_us,
    l.lag_us,
    l.earlier_words,
    l.later_words,
    l.earlier_version,
    l.earlier_start,
    l.earlier_end,
    l.later_version,
    l.later_start,
    l.later_end,
    v.text as earlier_text,
    w.text as later_text
from linked as l
inner join post as x on x.post = l.earlier
inner join post as y on y.post = l.later
inner join source as a on a.source = x.source
inner join source as b on b.source = y.source
inner join worded as v on v.version = l.earlier_version
inner join worded as w on w.version = l.later_version
inner join calendar as c on c.quarter = y.published_at // 900000000
where c.in_window and l.place = 1
order by case when x.source = y.source then 0 else 1 end, l.words desc, x.published_at, l.later_version, l.later_start

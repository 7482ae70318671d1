-- Claimed figures (those in `figure_words`, none in irony) of things that one holder counts three times or more, with what their sentence is
-- about, the number they are said to be out of, and the post's strongest appeal.
with several as (
    select distinct w.thing
    from figure as f
    inner join figure_words as w on w.version = f.version and w.start = f.start
    where f.holder is not null and f.unit is null
    group by w.thing, f.holder
    having count(*) > 2
),
asked as (
    select
        version,
        start,
        "end",
        strength,
        gist,
        row_number() over (partition by version order by strength desc, start) as place
    from appeal
),
of_all as (
    select a.version, a.start, max(b.low) as ceiling
    from amount as a
    inner join version as v on v.version = a.version
    inner join amount as b
        on b.version = a.version
            and b.sentence_start = a.sentence_start
            and b.start > a."end"
            and b.start - a."end" < 40
            and b.low > coalesce(a.low, a.high)
            and b.unit is null
    where
        contains(substring(v.text, cast(a."end" + 1 as integer), cast(b.start - a."end" as integer)), ' из ')
        or contains(substring(v.text, cast(a."end" + 1 as integer), cast(b.start - a."end" as integer)), ' із ')
        or contains(substring(v.text, cast(a."end" + 1 as integer), cast(b.start - a."end" as integer)), ' зі ')
        or contains(substring(v.text, cast(a."end" + 1 as integer), cast(b.start - a."end" as integer)), ' of ')
    group by a.version, a.start
)
select
    f.version,
    f.post,
    f.source,
    f.published_at,
    f.precision_us,
    f.start,
    f."end",
    f.low,
    f.high,
    f.unit,
    f.item,
    f.kind,
    f.period,
    f.act,
    f.holder,
    f.scope,
    f.party,
    a.gist,
    a.proper,
    a.acknowledged,
    a.checked,
    c.ceiling,
    d.start as demand_start,
    d."end" as demand_end,
    d.strength as demand_strength,
    d.gist as demand_gist,
    w.thing,
    w.lemmas,
    w.held,
    w.figures,
    v.number
from figure as f
inner join figure_words as w on w.version = f.version and w.start = f.start
inner join several as s on s.thing = w.thing
inner join version as v on v.version = f.version
inner join amount as a on a.version = f.version and a.start = f.start
left join of_all as c on c.version = f.version and c.start = f.start
left join asked as d on d.version = f.version and d.place = 1

-- Claims beside evidence: what the series says at the end and the beginning of the claim's time, there and its lag later.
with moments as (
    select version, start, series, 'end' as edge, 0 as late, to_us as moment from measured where reason is null
    union all
    select version, start, series, 'end' as edge, 1 as late, to_us + observer_lag_us as moment from measured where reason is null
    union all
    select version, start, series, 'begin' as edge, 0 as late, from_us as moment from measured where reason is null and from_us is not null
    union all
    select version, start, series, 'begin' as edge, 1 as late, from_us + observer_lag_us as moment
    from measured
    where reason is null and from_us is not null
),
seen as (
    select
        m.version,
        m.start,
        m.series,
        m.edge,
        m.late,
        o.value,
        o.corrected_later,
        o.observed_at,
        row_number() over (partition by m.version, m.start, m.series, m.edge, m.late order by o.observed_at desc) as place
    from moments as m
    inner join monitored as o
        on o.series = m.series
            and o.observed_at <= m.moment
            and o.observed_at + greatest(o.precision_us, 86400000000) * 3 > m.moment
    where o.mark is null or o.mark <> 'artefact'
),
ends as (
    select version, start, series, late, value, corrected_later, observed_at from seen where place = 1 and edge = 'end'
),
begins as (
    select version, start, series, late, value, corrected_later from seen where place = 1 and edge = 'begin'
),
told as (
    select
        m.version,
        m.start,
        m.series,
        e.observed_at,
        case when m.from_us is null then e.value else e.value - b.value - (b.corrected_later - e.corrected_later) end as plain,
        case
            when m.from_us is null then e.value + e.corrected_later
            else e.value - b.value - (b.corrected_later - e.corrected_later)
        end as righted
    from measured as m
    inner join ends as e on e.version = m.version and e.start = m.start and e.series = m.series
    left join begins as b on b.version = m.version and b.start = m.start and b.series = m.series and b.late = e.late
    where m.from_us is null or b.value is not null
),
between_them as (
    select
        version,
        start,
        series,
        least(min(plain), min(righted)) as evidence_low,
        greatest(max(plain), max(righted)) as evidence_high,
        max(observed_at) as observed_at
    from told
    group by version, start, series
)
select
    m.version,
    m.post,
    m.start,
    m."end",
    m.holder,
    m.item,
    m.series,
    m.from_us,
    m.to_us,
    m.low,
    m.high,
    e.evidence_low,
    e.evidence_high,
    e.observed_at,
    case when e.evidence_high > 0 then m.low / e.evidence_high end as ratio_low,
    case when e.evidence_low > 0 then m.high / e.evidence_low end as ratio_high,
    m.reason is null and e.evidence_high is not null as comparable,
    coalesce(m.reason, case when e.evidence_high is null then 'the series has no value for that time' end) as reason
from measured as m
left join between_them as e on e.version = m.version and e.start = m.start and e.series = m.series

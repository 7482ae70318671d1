-- Phrases of the line, the surest first, with who brought each in and the sources that took it up after that.
with taken as (
    select u.phrase, s.name, u.published_at, row_number() over (partition by u.phrase order by u.published_at, s.name) as place
    from uptake as u
    inner join source as s on s.source = u.source
    inner join phrase as h on h.phrase = u.phrase and u.published_at > h.entered_at
),
followed as (
    select phrase, array_agg(name order by place) as followed
    from taken
    group by phrase
)
select
    h.phrase,
    h.line_texts,
    h.line_of,
    h.other_texts,
    h.other_of,
    h.keyness,
    h.keyness_low,
    h.keyness_high,
    h.entered_at,
    p.precision_us,
    s.name as entered_by,
    f.followed,
    h.version,
    h.start,
    h."end"
from phrase as h
inner join version as v on v.version = h.version
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source
left join followed as f on f.phrase = h.phrase
order by h.keyness_low desc, h.phrase

-- Findings nobody answered yet, the least sure and farthest carried first; what each says is told in a few words.
with doubtful as (
    select 'blame' as kind, version, start, "end", 1 - 2 * abs(probability - 0.5) as unsure,
        concat_ws(' · ', kind, form, by_name, of_name, rung) as said
    from blame
    union all
    select 'position' as kind, version, start, "end", 1 - 2 * abs(probability - 0.5) as unsure,
        concat_ws(' · ', axis, pole, kind, by_name) as said
    from position
    union all
    select 'opinion' as kind, version, start, "end", 1 - 2 * abs(probability - 0.5) as unsure,
        concat_ws(' · ', by_name, of_name, case when polarity > 0 then 'for' when polarity < 0 then 'against' else 'neutral' end) as said
    from opinion
    union all
    select 'figure' as kind, version, start, "end", case voice when 'unknown' then 0.7 when 'own' then 0.0 else 0.2 end as unsure,
        concat_ws(' · ', item, holder_name, voice) as said
    from figure
    union all
    select 'admission' as kind, version, start, "end", case degree when 1 then 0.6 else 0.3 end as unsure,
        concat_ws(' · ', grade, matter, by_name) as said
    from admission
    union all
    select 'lexicon' as kind, version, start, "end", case when own then 0.05 else 0.3 end as unsure,
        concat_ws(' · ', pair, form, sense) as said
    from lexicon
),
weighed as (
    select d.kind, d.version, d.start, d."end", d.unsure, d.said, v.post, coalesce(s.sources, 1) as sources
    from doubtful as d
    inner join version as v on v.version = d.version
    left join cascade as c on c.post = v.post
    left join spread as s on s.cascade = c.cascade
    left join correction as k
        on k.kind = 'finding' and k.anchor = d.version and k.start = d.start and k.target = d.kind
    where d.unsure > 0 and k.entry is null
    order by d.unsure * sqrt(1 + coalesce(s.sources, 1)) desc, d.version, d.start, d.kind
    limit 40
)
select w.kind, w.version, w.start, w."end", w.said, w.sources, v.text, p.source, p.published_at, p.precision_us
from weighed as w
inner join version as v on v.version = w.version
inner join post as p on p.post = w.post
order by w.unsure * sqrt(1 + w.sources) desc, w.version, w.start, w.kind

-- Silences, those told first and the surest of them first, with the words of the post before and of the post that ended each.
with worded as (
    select version, text
    from version
    where version in (select before_version from silence union select ended_version from silence)
)
select
    s.*,
    coalesce(v.name, s.name) as voice,
    b.text as before_text,
    e.text as ended_text
from silence as s
left join source as v on s.scope = 'source' and v.source = s.name
left join worded as b on b.version = s.before_version
left join worded as e on e.version = s.ended_version
order by case when s.q is null then 1 else 0 end, s.q, s.p, s.name, s.from_us

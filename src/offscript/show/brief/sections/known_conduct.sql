-- Words and conduct: of each claim and actor the first report, with the words of both.
with ranked as (
    select
        c.*,
        count(*) over (partition by coalesce(c.claim, c.version), c.actor, c."first") as reports,
        row_number() over (
            partition by coalesce(c.claim, c.version), c.actor, c."first" order by c.published_at, c.version, c.start
        ) as place
    from conduct as c
)
select
    r.*,
    v.text,
    w.text as word_text,
    s.name,
    o.name as word_name
from ranked as r
inner join version as v on v.version = r.version
inner join version as w on w.version = r.word_version
inner join source as s on s.source = r.source
inner join source as o on o.source = r.word_source
where r.place = 1
order by r.published_at, r.version, r.start, r.actor, r."first" desc

-- Pictures that more than one source showed, by the first post that showed each, the most widely shown first.
with held as (
    select s.earlier, s.earlier_picture, s.later, s.lag_us, s.lag_error_us, s.same, p.source
    from reshown as s
    inner join post as p on p.post = s.later
    inner join post as f on f.post = s.earlier
    where p.source <> f.source
),
next as (
    select
        earlier,
        earlier_picture,
        later,
        source,
        lag_us,
        lag_error_us,
        row_number() over (partition by earlier, earlier_picture order by lag_us, later) as place
    from held
),
reach as (
    select
        earlier,
        earlier_picture,
        count(distinct source) as sources,
        count(distinct later) as posts,
        count(distinct case when same then later end) as same
    from held
    group by earlier, earlier_picture
),
posted as (
    select p.post, p.source, p.published_at, p.precision_us, p.first_version as version, length(v.text) as length
    from post as p
    inner join version as v on v.version = p.first_version
    where
        p.post in (select earlier from held union select later from held)
        and v.version in (
            select first_version from post where post in (select earlier from held union select later from held)
        )
)
select
    n.name as first_name,
    f.published_at,
    f.precision_us,
    f.version,
    f.length,
    x.kind,
    s.sources,
    s.posts,
    s.same,
    m.name as next_name,
    b.version as next_version,
    b.length as next_length,
    a.lag_us,
    a.lag_error_us
from reach as s
inner join next as a on a.earlier = s.earlier and a.earlier_picture = s.earlier_picture and a.place = 1
inner join picture as x on x.picture = s.earlier_picture
inner join posted as f on f.post = s.earlier
inner join source as n on n.source = f.source
inner join source as m on m.source = a.source
inner join posted as b on b.post = a.later
order by s.sources desc, s.posts desc, f.published_at, s.earlier_picture

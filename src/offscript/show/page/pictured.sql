-- Posts that show a picture which a post shows, laid out by that post, the earliest first.
with ends as (
    select earlier as post, later as other, same, lag_us, lag_error_us from reshown
    union all
    select later as post, earlier as other, same, lag_us, lag_error_us from reshown
)
select
    e.post,
    e.other,
    p.first_version as version,
    p.source,
    p.published_at,
    p.precision_us,
    bool_or(e.same) as same,
    min(e.lag_us) as lag_us,
    max(e.lag_error_us) as lag_error_us
from ends as e
inner join post as p on p.post = e.other
group by e.post, e.other, p.first_version, p.source, p.published_at, p.precision_us
order by e.post, p.published_at, version

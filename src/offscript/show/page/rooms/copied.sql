-- Posts that share words with one post (four times the same question mark): those before it, and those after it.
with shared as (
    select 'before' as side, kind, lag_us, lag_error_us, earlier as post, earlier_version as version, earlier_start as start, earlier_end as "end"
    from reuse
    where later = ?
    union all
    select 'before' as side, kind, lag_us, lag_error_us, earlier as post, earlier_version as version, earlier_start as start, earlier_end as "end"
    from translation
    where later = ?
    union all
    select 'after' as side, kind, lag_us, lag_error_us, later as post, later_version as version, later_start as start, later_end as "end"
    from reuse
    where earlier = ?
    union all
    select 'after' as side, kind, lag_us, lag_error_us, later as post, later_version as version, later_start as start, later_end as "end"
    from translation
    where earlier = ?
)
select s.side, s.kind, s.lag_us, s.lag_error_us, s.version, s.start, s."end", p.source, p.published_at, p.precision_us
from shared as s
inner join post as p on p.post = s.post
order by p.published_at, s.post, s.start
limit 400

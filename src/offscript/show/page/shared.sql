-- Posts that share words, from both ends: of each post those before it, and those after it.
with ends as (
    select later as post, 'before' as side, kind, lag_us, lag_error_us, earlier as other, earlier_version as version, earlier_start as start,
        earlier_end as "end"
    from reuse
    union all
    select later as post, 'before' as side, kind, lag_us, lag_error_us, earlier as other, earlier_version as version, earlier_start as start,
        earlier_end as "end"
    from translation
    union all
    select earlier as post, 'after' as side, kind, lag_us, lag_error_us, later as other, later_version as version, later_start as start,
        later_end as "end"
    from reuse
    union all
    select earlier as post, 'after' as side, kind, lag_us, lag_error_us, later as other, later_version as version, later_start as start,
        later_end as "end"
    from translation
)
select e.post, e.other, e.side, e.kind, e.lag_us, e.lag_error_us, e.version, e.start, e."end", p.source, p.published_at, p.precision_us
from ends as e
inner join post as p on p.post = e.other
order by e.post, p.published_at, e.version, e.start

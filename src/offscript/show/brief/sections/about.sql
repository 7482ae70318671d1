-- What the collection is, in one row.
select
    (select count(*) from post) as posts,
    (select count(distinct source) from post) as sources,
    (
        select count(distinct v.post)
        from close_read as n
        inner join version as v on v.version = n.version
    ) as close,
    (select count(*) from file) as files,
    (select count(*) from reject) as rejects,
    (select count(*) from version where number > 1) as rewordings,
    (select count(*) from ghost) as ghosts,
    (select count(*) from observation where state = 'gone') as gone,
    (select count(*) from post as p inner join calendar as c on c.quarter = p.published_at // 900000000 where c.in_window) as inside

-- What sources did at one time: a text of theirs in a cascade, an address in a post. Times known only to more than a minute say nothing
-- of simultaneity; forwards and replies say themselves whom they follow, and are left out. Acts that a table of accounts tells are
-- taken as they stand; they have no words.
with timed as (
    select p.post, p.source, p.published_at, p.first_version as version
    from post as p
    inner join calendar as c on c.quarter = p.published_at // 900000000
    where c.in_window and p.precision_us <= 60000000 and p.parent_kind is null
)
select 'text' as kind, t.source as account, c.cascade as object, t.published_at as "at", t.post, t.version
from timed as t
inner join cascade as c on c.post = t.post
union all
select distinct 'address' as kind, t.source as account, l.url as object, t.published_at as "at", t.post, t.version
from timed as t
inner join link as l on l.version = t.version
union all
select s.action as kind, s.account, s.object, s.shared_at as "at", s.share as post, null as version
from share as s
left join calendar as c on c.quarter = s.shared_at // 900000000
where coalesce(c.in_window, true) and s.precision_us <= 60000000

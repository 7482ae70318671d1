-- What sources did at one time: a text of theirs in a cascade, an address or its domain in a post, a phrase of the line in a text of its
-- own, a post passed on. Times known only to more than a minute say nothing of simultaneity; forwards and replies say themselves whom
-- they follow, and count only as passing on. Acts that a table of accounts tells are taken as they stand; they have no words.
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
select distinct 'domain' as kind, t.source as account, l.domain as object, t.published_at as "at", t.post, t.version
from timed as t
inner join link as l on l.version = t.version
union all
select 'phrase' as kind, t.source as account, u.phrase as object, t.published_at as "at", t.post, t.version
from timed as t
inner join phrase_use as u on u.post = t.post
left join cascade as c on c.post = t.post
where c.post is null
union all
select 'forward' as kind, p.source as account, p.parent as object, p.published_at as "at", p.post, p.first_version as version
from post as p
inner join calendar as c on c.quarter = p.published_at // 900000000
where c.in_window and p.precision_us <= 60000000 and p.parent_kind = 'forward' and p.parent is not null
union all
select s.action as kind, s.account, s.object, s.shared_at as "at", s.share as post, null as version
from share as s
left join calendar as c on c.quarter = s.shared_at // 900000000
where coalesce(c.in_window, true) and s.precision_us <= 60000000

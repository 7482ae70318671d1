-- Every wording of a post that was seen, in order: the first kept, each later one dated between the one before and its edit.
with joined as (
    select
        s.post,
        coalesce(c.at, r.published_at) as published_at,
        coalesce(c.precision_us, greatest(b.width_us, r.precision_us), r.precision_us) as precision_us,
        r.edited_at,
        r.seen_at,
        r.file,
        r.native_id,
        r.native_number,
        r.text,
        r.hrefs
    from resolution as s
    inner join record as r on r.record = s.record
    left join correction as c on c.kind = 'time' and c.anchor = s.post
    left join set_back as b on b.post = s.post
    where r.text is not null and trim(r.text) <> ''
),
dated as (
    select post, published_at, precision_us
    from (
        select
            post,
            published_at,
            precision_us,
            row_number() over (partition by post order by precision_us, published_at) as place
        from joined
    ) as ranked
    where place = 1
),
worded as (
    select post, file, text, min(edited_at) as edited_at, min(seen_at) as seen_at, count(*) - count(edited_at) as unedited, 1 as members
    from joined
    group by post, file, text
),
member_words as (
    select distinct post, file, native_number, text from joined where native_number is not null
),
album as (
    select post, file, string_agg(text, chr(10) || chr(10) order by native_number, text) as text
    from member_words
    group by post, file
    having count(distinct native_number) > 1
),
settled as (
    select w.post, coalesce(a.text, w.text) as text, w.edited_at, w.seen_at, w.unedited
    from worded as w
    left join album as a on a.post = w.post and a.file = w.file
),
wording as (
    select
        post,
        text,
        case when sum(unedited) = 0 then min(edited_at) end as edited_at,
        min(seen_at) as seen_at
    from settled
    group by post, text
),
numbered as (
    select
        post,
        text,
        edited_at,
        seen_at,
        row_number() over (partition by post order by coalesce(edited_at, 0), seen_at, text) as number,
        lag(coalesce(edited_at, 0)) over (partition by post order by coalesce(edited_at, 0), seen_at, text) as edited_before
    from wording
)
select
    n.post || '-' || substr(sha256(n.text), 1, 12) as version,
    n.post,
    n.number,
    n.text,
    sha256(n.text) as digest,
    case when n.number = 1 then d.published_at else greatest(d.published_at, n.edited_before) end as from_us,
    case
        when n.number = 1 and n.edited_at is null then d.published_at + d.precision_us
        else greatest(d.published_at + d.precision_us, coalesce(n.edited_at, n.seen_at) + 1000000)
    end as to_us,
    n.number = 1 and n.edited_at is null as original,
    h.hrefs
from numbered as n
inner join dated as d on d.post = n.post
left join (
    select post, array_sort(array_agg(distinct href)) as hrefs
    from (select post, unnest(hrefs) as href from joined) as listed
    group by post
) as h on h.post = n.post

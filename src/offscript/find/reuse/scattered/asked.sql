-- Pairs of texts to be compared: the same words, rare short words, or prints in common; both texts beside them.
with found as (
    select earlier, later, 0 as shift, true as alike from again
    union all
    select wording as earlier, version as later, 0 as shift, true as alike from rarity where rare and version <> wording
    union all
    select before as earlier, version as later, 0 as shift, true as alike from rarity where rare and before <> wording
    union all
    select earlier, later, shift, false as alike from seed
)
select
    f.earlier as earlier_version,
    f.later as later_version,
    f.shift,
    f.alike,
    e.post as earlier_post,
    e.published_at as earlier_published_at,
    e.precision_us as earlier_precision_us,
    e.text as earlier_text,
    e.body_start as earlier_body_start,
    e.body_end as earlier_body_end,
    l.post as later_post,
    l.published_at as later_published_at,
    l.precision_us as later_precision_us,
    l.text as later_text,
    l.body_start as later_body_start,
    l.body_end as later_body_end
from found as f
inner join handed as e on e.version = f.earlier
inner join handed as l on l.version = f.later

-- Pictures that show what an earlier post showed: for each the first post with one like it, in at most 12 of 128 bits another.
-- Prints that differ in fewer than 14 bits are alike in one of 14 stretches of 9 or 10: only those are compared.
with shown as (
    select
        min(x.picture) as picture,
        x.sha256,
        x.across,
        x.down,
        p.post,
        p.published_at,
        p.precision_us
    from picture as x
    inner join record as r on r.post = x."of" and r.file = x.file
    inner join resolution as s on s.record = r.record
    inner join post as p on p.post = s.post
    where x.detail >= 12.0
    group by x.sha256, x.across, x.down, p.post, p.published_at, p.precision_us
),
stretched as (
    select
        picture,
        post,
        unnest([
            (across & 511) * 16,
            ((across >> 9) & 511) * 16 + 1,
            ((across >> 18) & 511) * 16 + 2,
            ((across >> 27) & 511) * 16 + 3,
            ((across >> 36) & 511) * 16 + 4,
            ((across >> 45) & 511) * 16 + 5,
            ((across >> 54) & 1023) * 16 + 6,
            (down & 511) * 16 + 7,
            ((down >> 9) & 511) * 16 + 8,
            ((down >> 18) & 511) * 16 + 9,
            ((down >> 27) & 511) * 16 + 10,
            ((down >> 36) & 511) * 16 + 11,
            ((down >> 45) & 511) * 16 + 12,
            ((down >> 54) & 1023) * 16 + 13
        ]) as stretch
    from shown
),
refused as (
    select least(anchor, target) as a, greatest(anchor, target) as b from correction where kind = 'link' and not accept
),
met as (
    select distinct a.picture, a.post, b.picture as other, b.post as before
    from stretched as a
    inner join stretched as b on b.stretch = a.stretch and b.post <> a.post
    left join refused as n on n.a = least(a.post, b.post) and n.b = greatest(a.post, b.post)
    where n.a is null
),
compared as (
    select
        a.picture,
        a.post,
        b.picture as other,
        b.post as before,
        bit_count(xor(a.across, b.across)) + bit_count(xor(a.down, b.down)) as distance,
        a.sha256 = b.sha256 as same,
        a.published_at - b.published_at as lag_us,
        a.precision_us + b.precision_us as lag_error_us,
        row_number() over (partition by a.picture, a.post order by b.published_at, b.post, b.picture) as place
    from met as m
    inner join shown as a on a.picture = m.picture and a.post = m.post
    inner join shown as b on b.picture = m.other and b.post = m.before
    where
        bit_count(xor(a.across, b.across)) + bit_count(xor(a.down, b.down)) <= 12
        and (b.published_at < a.published_at or (b.published_at = a.published_at and b.post < a.post))
)
select
    before as earlier,
    post as later,
    other as earlier_picture,
    picture as later_picture,
    distance,
    same,
    lag_us,
    lag_error_us
from compared
where place = 1

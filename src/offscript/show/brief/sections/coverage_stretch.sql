-- The stretch of time that most sources share.
select from_us, to_us, sources, left_out from stretch

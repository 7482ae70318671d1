-- Each question with its state and the last odds of every forecaster, in a few words.
select
    question,
    any_value(state) as state,
    any_value(deadline) as deadline,
    array_to_string(
        array_agg(who || ': ' || cast(round(odds * 100) as integer) || '%' order by who) filter (where who is not null), ', '
    ) as given
from forecast
group by question
order by question

-- The holdout in twenty groups of equal size by prediction, lowest first: what was predicted, what happened.
-- Tied predictions are told apart by id, so that the groups are the same on every run.
select
  bin,
  count(*) as customers,
  cast(sum(cast(prediction as decimal(38, 9))) as double) as predicted,
  cast(sum(cast(target as decimal(38, 9))) as double) as actual,
  cast(sum(cast(target * target as decimal(38, 9))) as double) as actual_squares
from (
  select
    predictions.prediction as prediction,
    features.{{target}} as target,
    ntile(20) over (order by predictions.prediction, predictions.{{id}}) as bin
  from {{predictions}} as predictions
  join features on features.{{id}} = predictions.{{id}}
  where features.part = 'holdout' and features.{{target}} is not null
) as scored
group by bin
order by bin

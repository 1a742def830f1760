-- What a model is to predict, as it was in the data: the mean over every customer whose outcome is known.
select
  count(target) as customers,
  cast(sum(cast(target as decimal(38, 9))) as double) as total,
  cast(sum(cast(target * target as decimal(38, 9))) as double) as squares
from (select {{target}} as target from features) as targets

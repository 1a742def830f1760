-- How well each model did on each part, as Evaluate measured it once; low and high are a 95 % interval.
select model, part, metric, value, low, high
from (
  values
{{figures}}
) as performance (model, part, metric, value, low, high)

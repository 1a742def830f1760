-- How many customers there are to choose from.
select
  cast(count(*) as bigint) as customers,
  cast(count_if(ensemble.split = 'holdout' and features.{{actual}} is not null) as bigint) as measured
from ensemble
join features on features.{{id}} = ensemble.{{id}}

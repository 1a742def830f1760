-- Rows for a reviewer: the highest and the lowest predictions, the largest errors on the holdout, and as many of
-- the others at random. The draw is by a hash of id and seed, so that it is the same in every engine.
with judged as (
  select
    ensemble.{{id}},
    ensemble.{{predicted}} as predicted,
    features.{{actual}} as actual,
    ensemble.{{predicted}} - features.{{actual}} as error,
    ensemble.split = 'holdout' and features.{{actual}} is not null as measured,
    to_hex(sha256(to_utf8(cast(ensemble.{{id}} as varchar) || {{seed}}))) as draw
  from ensemble
  join features on features.{{id}} = ensemble.{{id}}
),
placed as (
  select
    judged.*,
    row_number() over (order by predicted desc, {{id}}) as from_top,
    row_number() over (order by predicted, {{id}}) as from_bottom,
    row_number() over (partition by measured order by abs(error) desc, {{id}}) as from_error
  from judged
),
chosen as (
  select
    placed.*,
    from_top <= {{size}} as is_top,
    from_bottom <= {{size}} as is_bottom,
    measured and from_error <= {{size}} as is_error
  from placed
),
drawn as (
  select
    chosen.*,
    is_top or is_bottom or is_error as is_chosen,
    row_number() over (partition by is_top or is_bottom or is_error order by draw, {{id}}) as from_draw
  from chosen
),
picked as (
  select
    drawn.*,
    case when is_top then 'top, ' else '' end
      || case when is_bottom then 'bottom, ' else '' end
      || case when is_error then 'largest error, ' else '' end
      || case when not is_chosen then 'random, ' else '' end as purposes
  from drawn
  where is_chosen or from_draw <= {{size}}
)
select
  picked.{{id}},
  cast(substr(picked.purposes, 1, length(picked.purposes) - 2) as varchar) as purposes,
  ensemble.split,
  picked.actual,
  picked.predicted,
  picked.error,
  ensemble.segment,
  {{columns}}
from picked
join ensemble on ensemble.{{id}} = picked.{{id}}
join curated on curated.{{id}} = picked.{{id}}
{{joins}}

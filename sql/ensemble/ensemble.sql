-- One row a customer: part of the split, predictions, lifetime value, segment and reasons.
-- Terciles are by rank over everyone, equal predictions by id, so that their sizes differ by one at most.
with predicted as (
  select
    features.{{id}},
    case when features.part in ('fit', 'tune') then 'train' else features.part end as split,
    {{predictions}},
    {{reasons}}
  from features
  {{joins}}
),
valued as (
  select
    {{valued}}
  from predicted
),
ranked as (
  select
    valued.*,
    {{terciles}}
  from valued
)
select
  {{columns}},
  cast({{segment}} as varchar) as segment,
  reason_1,
  reason_2,
  reason_3,
  cast({{model_version}} as varchar) as model_version,
  cast({{run_id}} as varchar) as run_id
from ranked

-- The strongest reasons of a model: how many customers have a column among their three strongest, in which
-- direction, and the words that most of them read.
with told as (
  select feature_1 as feature, contribution_1 as contribution, reason_1 as reason from {{explanations}}
  union all
  select feature_2, contribution_2, reason_2 from {{explanations}}
  union all
  select feature_3, contribution_3, reason_3 from {{explanations}}
),
worded as (
  select feature, contribution > 0 as raises, reason, count(*) as customers
  from told
  where feature is not null and reason is not null
  group by feature, contribution > 0, reason
),
ranked as (
  select
    feature,
    raises,
    reason,
    cast(sum(customers) over (partition by feature, raises) as bigint) as customers,
    row_number() over (partition by feature, raises order by customers desc, reason) as place
  from worded
)
select feature, raises, reason, cast(customers as bigint) as customers
from ranked
where place = 1
order by customers desc, feature, raises
limit 8

-- How many customers each part of the split holds, and which snapshots they come from.
select
  features.part as part,
  count(*) as customers,
  cast(cast(min(curated.{{as_of}}) as date) as varchar) as first_snapshot,
  cast(cast(max(curated.{{as_of}}) as date) as varchar) as last_snapshot
from features
join curated on curated.{{id}} = features.{{id}}
group by features.part
order by features.part

-- One value a customer: the outcome as last known, of equal moments the largest; none that was known before the
-- customer's snapshot. Reads outcomes as they are meant, and `curated`.
with ranked as (
  select
    outcomes.id,
    outcomes.value,
    row_number() over (
      partition by outcomes.id
      order by outcomes.known_at desc nulls last, outcomes.value desc
    ) as place
  from {{outcomes}} as outcomes
  join curated on curated.{{id}} = outcomes.id
  where not outcomes.unreadable
    and outcomes.name = {{wanted}}
    and coalesce(outcomes.known_at >= {{as_of}}, true){{until}}
)
select id, value as outcome
from ranked
where place = 1

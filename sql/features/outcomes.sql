-- One value a customer: the outcome as last known, of equal moments the largest. Reads outcomes as they are meant.
with ranked as (
  select
    id,
    value,
    row_number() over (partition by id order by known_at desc nulls last, value desc) as place
  from {{outcomes}}
  where not unreadable and name = {{wanted}}{{until}}
)
select id, value as outcome
from ranked
where place = 1

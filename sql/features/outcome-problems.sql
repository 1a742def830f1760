-- How many outcomes there are, how many cannot be used and the first of them, how many belong to nobody, and how many
-- were known before their customer's snapshot. Reads outcomes as they are meant, and `curated`.
select
  count(*) as row_count,
  count(case when outcomes.unreadable then 1 end) as unreadable_count,
  min(case when outcomes.unreadable then outcomes.source_row end) as unreadable_row,
  count(case when curated.{{id}} is null and not outcomes.unreadable then 1 end) as stranger_count,
  count(case when outcomes.known_at < {{as_of}} and not outcomes.unreadable then 1 end) as early_count
from {{outcomes}} as outcomes
left join curated on curated.{{id}} = outcomes.id

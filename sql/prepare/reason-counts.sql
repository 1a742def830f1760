-- How many rows each reason rejects, most first, and the first such row. Reads `reasons`.
with ranked as (
  select
    reason,
    source_file,
    source_row,
    row_number() over (partition by reason order by source_file, source_row) as place
  from reasons
)
select
  reason,
  count(*) as row_count,
  max(case when place = 1 then source_file end) as example_file,
  max(case when place = 1 then source_row end) as example_row
from ranked
group by reason
order by row_count desc, reason

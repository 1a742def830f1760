-- Sound rows whose id has a later sound row: by moment, then by file, then by row. Reads `verdicts`.
-- Only repeated ids are ranked, which are few.
with repeated as (
  select id
  from verdicts
  where not broken
  group by id
  having count(*) > 1
),
ranked as (
  select
    verdicts.source_file,
    verdicts.source_row,
    row_number() over (
      partition by verdicts.id
      order by verdicts.as_of desc nulls last, verdicts.source_file desc, verdicts.source_row desc
    ) as place
  from verdicts
  join repeated on repeated.id = verdicts.id
  where not verdicts.broken
)
select source_file, source_row
from ranked
where place > 1

-- One row a rejected row and reason, in the order of the contract. Reads `raw`, `raw_broken`, `verdicts` and
-- `duplicates`. Only suspect rows are looked at again.
with suspects as (
  select raw.*
  from raw
  join verdicts on verdicts.source_file = raw.source_file and verdicts.source_row = raw.source_row
  where verdicts.broken
),
given as (
  select
    source_file,
    source_row,
    {{given}}
  from suspects
),
typed as (
  select
    given.*,
    {{typed}}
  from given
),
judged as (
  select
    source_file,
    source_row,
    array[
      {{reasons}}
    ] as reasons
  from typed
)
select judged.source_file, judged.source_row, told.place, told.reason
from judged
cross join unnest(judged.reasons) with ordinality as told (reason, place)
where told.reason is not null
union all
select source_file, source_row, cast(0 as bigint), cast({{duplicate}} as varchar)
from duplicates
union all
select source_file, source_row, cast(0 as bigint), reason
from raw_broken

-- The rows that are kept, typed, every column of the contract in its order. Reads `raw` and `rejected`.
with given as (
  select
    {{given}}
  from raw
  left join rejected on rejected.source_file = raw.source_file and rejected.source_row = raw.source_row
  where rejected.source_row is null
)
select
  {{typed}}
from given

-- One narrow row a raw row: its id and moment, and whether anything is wrong with it. Reads `raw`.
with given as (
  select
    source_file,
    source_row,
    {{given}}
  from raw
),
typed as (
  select
    given.*,
    {{typed}}
  from given
)
select
  source_file,
  source_row,
  {{id}} as id,
  {{as_of}} as as_of,
  {{broken}} as broken
from typed

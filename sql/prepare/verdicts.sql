-- One narrow row a raw row: its id and moment, and whether anything is wrong with it. Reads `raw`.
with keys as (
  select
    given.*,
    {{typed}}
  from (
    select
      source_file,
      source_row,
      {{given}}
    from raw
  ) as given
),
all_broken as (
  {{broken_rows}}
),
broken as (
  select source_file, source_row
  from all_broken
  group by source_file, source_row
)
select
  keys.source_file,
  keys.source_row,
  keys.{{id}} as id,
  {{as_of}} as as_of,
  broken.source_row is not null as broken
from keys
left join broken on broken.source_file = keys.source_file and broken.source_row = keys.source_row

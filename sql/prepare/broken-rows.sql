-- Rows that break a check of a few columns, or a few rules across columns. Reads `raw`.
-- Trino compiles one method for each condition, and a method has a limit: a few columns at a time stay below it.
select source_file, source_row
from (
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
) as typed
where {{broken}}

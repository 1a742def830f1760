-- Outcomes as they are meant: whose, which, how much, known when; and whether one cannot be used. Reads raw outcomes.
with given as (
  select
    source_file,
    source_row,
    {{given}}
  from {{raw}}
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
  {{name}} as name,
  {{value}} as value,
  {{known_at}} as known_at,
  {{unreadable}} as unreadable
from typed

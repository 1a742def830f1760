-- One row a kept row: id, part, features as FLOAT, targets and incumbents as DOUBLE, and folds where asked for.
-- Words become codes by joins. The hash orders ids the same way in every engine. Reads `curated` and the targets.
with known as (
  select
    {{id}} as row_id,
    {{hash}} as id_hash,
    {{known}}
  from curated
)
select
  known.row_id as {{id}},
  {{columns}}
from known
{{joins}}

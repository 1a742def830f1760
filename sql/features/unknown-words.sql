-- How many customers have a word that got no code, a column.
select
  {{counts}}
from curated
join features on features.{{id}} = curated.{{id}}

-- What must hold of the ensemble: each count is compared with what is expected of it.
select
  (select cast(count(*) as bigint) from features) as customers,
  cast(count(*) as bigint) as rows_found,
  cast(count(distinct {{id}}) as bigint) as ids_found,
  cast(count_if(segment is null) as bigint) as without_segment,
  cast(count_if(split not in ({{splits}})) as bigint) as outside_split,
  {{counts}}
from ensemble

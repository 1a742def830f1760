-- How many rows serve each purpose, and how many errors are large.
select
  cast(count(*) as bigint) as rows_found,
  cast(count(distinct {{id}}) as bigint) as ids_found,
  cast(count_if(purposes like '%top%') as bigint) as top,
  cast(count_if(purposes like '%bottom%') as bigint) as bottom,
  cast(count_if(purposes like '%largest error%') as bigint) as largest_error,
  cast(count_if(purposes like '%random%') as bigint) as random,
  cast(count_if(purposes like '%largest error%' and abs(error) > 3e-1) as bigint) as large
from qa

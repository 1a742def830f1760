-- How many rows each part has, with the lowest, highest and number of each target in it. Reads `features`.
select
  part,
  count(*) as row_count,
  {{targets}}
from features
group by part
order by part

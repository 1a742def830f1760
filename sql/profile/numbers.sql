-- One numeric column: counts, range, mean and exact quantiles (the smallest value at or below which that share of
-- the rows lies). Equal values are counted first, so that only distinct ones are sorted. Reads `curated`.
with counted as (
  select cast({{column}} as double) as value, count(*) as occurrences
  from curated
  where {{column}} is not null
  group by cast({{column}} as double)
),
running as (
  select
    value,
    occurrences,
    cast(sum(occurrences) over (order by value rows between unbounded preceding and current row) as bigint) as upto,
    cast(sum(occurrences) over () as bigint) as total
  from counted
)
select
  cast(coalesce(sum(occurrences), 0) as bigint) as row_count,
  count(*) as distinct_count,
  min(value) as lowest,
  min(case when upto >= total * 1e-2 then value end) as p01,
  min(case when upto >= total * 5e-2 then value end) as p05,
  min(case when upto >= total * 25e-2 then value end) as p25,
  min(case when upto >= total * 5e-1 then value end) as p50,
  min(case when upto >= total * 75e-2 then value end) as p75,
  min(case when upto >= total * 95e-2 then value end) as p95,
  min(case when upto >= total * 99e-2 then value end) as p99,
  max(value) as highest,
  cast(sum(cast(case when abs(value) < 1e15 then value * occurrences end as decimal(38, 9))) as double) as total
from running

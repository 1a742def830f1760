-- The first and the last snapshot in the data, and how many there are.
select
  cast(cast(min({{as_of}}) as date) as varchar) as first_snapshot,
  cast(cast(max({{as_of}}) as date) as varchar) as last_snapshot,
  count(distinct {{as_of}}) as snapshots
from curated

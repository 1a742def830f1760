-- One column of dates or timestamps: counts and range. Reads `curated`.
select
  count({{column}}) as row_count,
  count(distinct {{column}}) as distinct_count,
  cast(min({{column}}) as date) as lowest,
  cast(max({{column}}) as date) as highest
from curated

-- One column of labels: counts, and the most frequent labels. Reads `curated`.
with counted as (
  select cast({{column}} as varchar) as label, count(*) as occurrences
  from curated
  where {{column}} is not null
  group by cast({{column}} as varchar)
),
ranked as (
  select
    label,
    occurrences,
    row_number() over (order by occurrences desc, label) as place,
    cast(sum(occurrences) over () as bigint) as row_count,
    count(*) over () as distinct_count
  from counted
)
select label, occurrences, row_count, distinct_count
from ranked
where place <= {{most}}
order by place

-- One row a rejected row and reason, in the order of the contract. Reads `suspects`, `duplicates` and `raw_broken`.
{{reasons}}
union all
select source_file, source_row, cast(0 as bigint) as place, cast({{duplicate}} as varchar) as reason
from duplicates
union all
select source_file, source_row, cast(0 as bigint) as place, reason
from raw_broken

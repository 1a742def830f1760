-- How many rows have a snapshot after a moment. Reads `curated`.
select count(*) as row_count
from curated
where cast({{as_of}} as timestamp(6)) > {{moment}}

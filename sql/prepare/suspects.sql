-- The raw rows with which something is wrong. Reads `raw` and `verdicts`.
select raw.*
from raw
join verdicts on verdicts.source_file = raw.source_file and verdicts.source_row = raw.source_row
where verdicts.broken

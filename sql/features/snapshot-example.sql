-- Where the first sound row of one snapshot stands. Reads `verdicts`.
select source_file, source_row
from verdicts
where not broken and as_of = {{snapshot}}
order by source_file, source_row
limit 1

-- Rejected rows as they came, as text; rows of which no columns could be made as one text.
-- Reads `raw`, `raw_broken` and `rejected`.
select
  raw.source_file,
  raw.source_row,
  {{texts}},
  cast(null as varchar) as source_text,
  rejected.reasons
from raw
join rejected on rejected.source_file = raw.source_file and rejected.source_row = raw.source_row
union all
select
  raw_broken.source_file,
  raw_broken.source_row,
  {{nulls}},
  raw_broken.source_text,
  rejected.reasons
from raw_broken
join rejected on rejected.source_file = raw_broken.source_file and rejected.source_row = raw_broken.source_row

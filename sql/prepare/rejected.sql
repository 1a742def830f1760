-- One row a rejected row, all its reasons in one text. Reads `reasons`.
select
  source_file,
  source_row,
  array_join(array_agg(reason order by place, reason), '; ') as reasons
from reasons
group by source_file, source_row

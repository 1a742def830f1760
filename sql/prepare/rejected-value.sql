-- What one rejected row holds in one column, as it came. Reads `quarantine`.
select {{column}} as value
from quarantine
where source_file = {{file}} and source_row = {{row}}

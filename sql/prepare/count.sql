-- How many rows a table has.
select count(*) as row_count
from {{table}}

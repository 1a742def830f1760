-- How many of all customers a model flags.
select count(*) as flagged
from {{predictions}}
where flag

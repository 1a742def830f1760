-- How many customers each part of the split holds.
select part, count(*) as customers
from features
group by part
order by part

-- How many customers each segment holds.
select segment, cast(count(*) as bigint) as customers
from ensemble
group by segment
order by segment

-- Every segment with its size and the mean of each prediction.
select segment, count(*) as customers{{means}}
from ensemble
group by segment
order by segment

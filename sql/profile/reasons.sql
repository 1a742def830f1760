-- How many rows each reason rejected. Reads `quarantine`.
select told.reason, count(*) as row_count
from quarantine
cross join unnest(split(quarantine.reasons, '; ')) as told (reason)
group by told.reason
order by row_count desc, told.reason

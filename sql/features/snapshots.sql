-- The distinct snapshots, latest first. Reads `curated`.
select {{as_of}} as snapshot, count(*) as row_count
from curated
where {{as_of}} is not null
group by {{as_of}}
order by snapshot desc

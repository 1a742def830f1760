-- The QA table as people read it. Reads `qa`.
select *
from qa
order by {{id}}

-- The moment at which the last outcome was known. Reads outcomes as they are meant.
select max(known_at) as latest
from {{outcomes}}
where not unreadable

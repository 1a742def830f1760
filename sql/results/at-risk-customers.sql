-- Customers that a model flags.
select *
from results
where {{flagged}}

-- One row a customer: every curated column, then what the ensemble adds; partition columns come last.
select
{{columns}}
from curated
join ensemble on ensemble.{{id}} = curated.{{id}}

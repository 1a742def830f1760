-- The lowest and highest value of each feature and how many there are, among the rows to learn from.
-- Reads `features`.
select
  {{ranges}}
from features
where part in ({{parts}})

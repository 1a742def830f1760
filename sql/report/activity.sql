-- One activity fact: the mean of an expression over every curated row, with what its interval needs.
-- Sums are decimal: sums of doubles differ with the number of threads.
select
  count(fact) as customers,
  cast(sum(cast(fact as decimal(38, 9))) as double) as total,
  cast(sum(cast(fact * fact as decimal(38, 9))) as double) as squares
from (select cast({{expression}} as double) as fact from curated) as facts

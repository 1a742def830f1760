-- One activity fact: how many rows have it, its sum and the sum of its squares, in decimals, whose sums do not
-- depend on the order of the rows. Reads `curated`.
select
  count(fact) as row_count,
  cast(sum(cast(fact as decimal(38, 9))) as double) as total,
  cast(sum(cast(fact * fact as decimal(38, 9))) as double) as squares
from (select cast({{expression}} as double) as fact from curated) as facts
where abs(fact) < 1e9

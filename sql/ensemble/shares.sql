-- Sums over everyone, in the order of the ids, since sums of doubles depend on it.
select
  {{sums}}
from ensemble

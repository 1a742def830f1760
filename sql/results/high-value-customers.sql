-- The tenth of all customers that is worth most; equal worth goes by id.
select *
from (
  select results.*, ntile(10) over (order by {{value}} desc, {{id}}) as value_decile
  from results
) ranked
where value_decile = 1

-- How many customers are among those whom the models learnt from.
select cast(count(*) as bigint) as customers
from features
join learnt on learnt.{{id}} = features.{{id}}
where learnt.part in ({{parts}})

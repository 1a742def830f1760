-- Outcomes of the holdout that lie within their interval, by segment.
select
  ensemble.segment,
  cast(count(*) as bigint) as known,
  cast(count_if({{target}} between {{low}} and {{high}}) as bigint) as held,
  cast(sum(cast({{high}} - {{low}} as decimal(38, 9))) as double) as width
from ensemble
join features on features.{{id}} = ensemble.{{id}}
where features.part = {{part}} and {{target}} is not null and {{low}} is not null
group by ensemble.segment
order by ensemble.segment

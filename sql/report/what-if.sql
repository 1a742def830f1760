-- For each of the largest segments, the customers whose predictions lie closest to the segment's means: what is usual
-- among them makes an example. Distances are in units of the segment's own range; ties are told apart by id.
with sized as (
  select segment, count(*) as customers{{means}}
  from ensemble
  where segment is not null
  group by segment
),
ranked as (
  select *, row_number() over (order by customers desc, segment) as place from sized
),
near as (
  select
    ensemble.{{id}} as id,
    ranked.segment as segment,
    ranked.place as place,
    row_number() over (partition by ranked.place order by {{distance}}, ensemble.{{id}}) as nearness
  from ensemble
  join ranked on ranked.segment = ensemble.segment
  where ranked.place <= {{segments}}
)
select near.segment as segment, near.place as place{{columns}}
from near
join features on features.{{id}} = near.id
join curated on curated.{{id}} = near.id
where near.nearness <= {{customers}}
order by near.place, near.nearness

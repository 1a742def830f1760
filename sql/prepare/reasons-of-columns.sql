-- The reasons of a few columns, or of a few rules, against suspect rows; places count from the offset. Reads `suspects`.
select judged.source_file, judged.source_row, told.place + {{offset}} as place, told.reason
from (
  select
    source_file,
    source_row,
    array[
      {{reasons}}
    ] as reasons
  from (
    select
      given.*,
      {{typed}}
    from (
      select
        source_file,
        source_row,
        {{given}}
      from suspects
    ) as given
  ) as typed
) as judged
cross join unnest(judged.reasons) with ordinality as told (reason, place)
where told.reason is not null

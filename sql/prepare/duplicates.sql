-- Sound rows that share a value which must be unique with a later sound row: by moment, then by file, then by row.
-- Only repeated values are ranked, which are few. Reads `verdicts`.
select ranked.source_file, ranked.source_row, cast({{reason}} as varchar) as reason
from (
  select
    verdicts.source_file,
    verdicts.source_row,
    row_number() over (
      partition by verdicts.{{key}}
      order by verdicts.as_of desc nulls last, verdicts.source_file desc, verdicts.source_row desc
    ) as place
  from verdicts
  join (
    select {{key}}
    from verdicts
    where not broken and {{key}} is not null
    group by {{key}}
    having count(*) > 1
  ) as repeated on repeated.{{key}} = verdicts.{{key}}
  where not verdicts.broken
) as ranked
where ranked.place > 1

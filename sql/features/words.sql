-- The words of one column among the rows to learn from, most frequent first. Reads `curated`.
select word, count(*) as row_count
from (select {{column}} as word, {{part}} as part from curated) as words
where word is not null and part is not null and part in ({{parts}})
group by word
order by row_count desc, word

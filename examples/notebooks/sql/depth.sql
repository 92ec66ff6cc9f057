-- How deep do readers of each paper answer one another? Only threads of which nothing is missing.
select t.publisher,
  count(distinct t.thread_id)::integer as threads,
  count(*)::integer as comments,
  avg(case when c.depth > 1 then 1.0 else 0.0 end)::double precision as replies,
  avg(c.depth)::double precision as mean_depth,
  max(c.depth) as max_depth
from v_threads t
join v_comments c using (thread_id)
where t.complete
group by t.publisher
order by mean_depth desc

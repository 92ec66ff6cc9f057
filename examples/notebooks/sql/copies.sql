-- Which comments are pasted again and again, by how many, below how many stories of how many papers?
select d.cluster_id, count(*)::integer as comments,
  count(distinct c.author)::integer as commenters,
  count(distinct c.article_id)::integer as stories,
  count(distinct c.publisher)::integer as papers,
  min(c.created_at) as first, max(c.created_at) as last
from v_duplicates d
join v_comments c on c.comment_id = d.id
where d.kind = 'comment'
group by d.cluster_id
order by comments desc, d.cluster_id

-- What do readers write in the four hours before and after a story changes? Stories that did not change are asked at the same age.
with edit as (
  select article_id, min(modified_at) as at from v_revisions where cause = 'publisher' group by article_id
), aged as (
  select avg(extract(epoch from e.at - a.published_at)) as seconds from edit e join v_articles a using (article_id)
), story as (
  select a.article_id, e.at is not null as edited,
    coalesce(e.at, a.published_at + make_interval(secs => aged.seconds::double precision)) as at
  from v_articles a left join edit e using (article_id) cross join aged
)
select s.edited, c.created_at >= s.at as after,
  (select count(*)::integer from story o where o.edited = s.edited) as stories,
  count(*)::integer as comments,
  (count(*) filter (where c.text ~* '\m(headline|corrected|correction)\M'))::integer as noticing
from story s
join v_comments c using (article_id)
where c.created_at >= s.at - interval '4 hours' and c.created_at < s.at + interval '4 hours'
group by s.edited, after
order by s.edited desc, after

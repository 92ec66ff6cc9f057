-- Which words do readers write more than reporters? Log-likelihood (Rayson and Garside 2000) and log ratio (Hardie 2014).
with total as (
  select sum(tokens) filter (where kind = 'comment')::double precision as c,
    sum(tokens) filter (where kind = 'article')::double precision as d
  from v_words
), pair as (
  select form,
    coalesce(sum(tokens) filter (where kind = 'comment'), 0)::double precision as a,
    coalesce(sum(tokens) filter (where kind = 'article'), 0)::double precision as b
  from v_words group by form having sum(tokens) >= 5
), expected as (
  select form, a, b, c, d, c * (a + b) / (c + d) as e from pair cross join total
)
select form, a::integer as comments, b::integer as articles,
  2 * (case when a > 0 then a * ln(a / e) else 0 end + case when b > 0 then b * ln(b / (a + b - e)) else 0 end) as ll,
  ln((greatest(a, 0.5) / c) / (greatest(b, 0.5) / d)) / ln(2::double precision) as log_ratio
from expected
where a / c > b / d
order by ll desc, form
limit 20

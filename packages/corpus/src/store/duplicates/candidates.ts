// The query that finds candidate pairs outside: over the two Parquet files of a hand-out, for DuckDB; with small changes for others.
import { LEAST_SHARED } from "./match.ts";

/**
 * Writes pairs.jsonl, a line a pair: both texts, with what their shingles count. `belowline dupes --compare` reads such lines, as
 * many at a time as there are machines.
 */
export const PAIRS_SQL = `-- Candidate pairs of a hand-out, for DuckDB: duckdb < candidates.sql, in this folder.
-- Another engine wants its own words for reading Parquet, list() and writing JSON; in Spark: collect_list(array(hash, held)).
create view w as select * from 'wordings.parquet';
create view s as select * from 'shingles.parquet';

create table pairs as
  -- ${LEAST_SHARED} sampled shingles in common that are rare enough
  select a.wording as a, b.wording as b
  from s a join s b on a.hash = b.hash and a.wording < b.wording
  where not a.common
  group by 1, 2 having count(*) >= ${LEAST_SHARED}
  union
  -- of stories that everybody tells, also common ones that either of the two is listed for
  select a.wording, b.wording
  from s a join s b on a.hash = b.hash and a.wording < b.wording
  where a.told and b.told and (not a.common or a.listed or b.listed)
  group by 1, 2 having count(*) >= ${LEAST_SHARED}
  union
  -- the same words at different publishers
  select a.number, b.number
  from w a join w b on a.digest = b.digest and a.kind = b.kind and a.number < b.number;

create table held as select wording, list([hash, held]) as held from s group by 1;

create view sides as
  select w.number, w.kind, w.rule, w.leader,
    {'number': w.number, 'text': w.text, 'held': coalesce(held.held, [])} as side
  from w left join held on held.wording = w.number;

copy (
  -- the one with the smaller leader is a
  select x.kind, x.rule,
    case when x.leader < y.leader then x.side else y.side end as a,
    case when x.leader < y.leader then y.side else x.side end as b
  from pairs join sides x on x.number = pairs.a join sides y on y.number = pairs.b
) to 'pairs.jsonl' (format json);
`;

// What a search for duplicates left in the tables, by names that do not depend on the order of arrival.
import { sql } from "kysely";
import type { Corpus } from "../../packages/corpus/src/index.ts";

export async function foundDuplicates(
  corpus: Corpus,
): Promise<{ pairs: unknown[]; members: unknown[]; index: unknown[] }> {
  const { rows: pairs } = await sql`
    select x.leader as a, y.leader as b, l.kind, l.score, l.jaccard, l.of_a, l.of_b, l.shared, l.longest, l.spans
    from likeness l join wording x on x.number = l.a join wording y on y.number = l.b order by 1, 2`.execute(corpus.db);
  const { rows: members } = await sql`
    select o.id, w.leader, w.times, w.representative, d.step as due, o.stale
    from wording_of o left join wording w on w.number = o.wording left join wording_due d on d.number = w.number order by 1`.execute(
    corpus.db,
  );
  const { rows: index } = await sql`
    select s.hash, w.leader from shingle s join wording w on w.number = s.wording order by 1, 2`.execute(corpus.db);
  return { pairs, members, index };
}

// Learning at a commit: an article's lines are counted for its publisher, and those that count as boilerplate are told.
import type { ArticleId, Block, PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import { type Line, linesOf, totalKey } from "./boilerplate-lines.ts";
import {
  STANDING,
  type Standing,
  standingsOf,
  storeVerdicts,
  totalOf,
  unwantedAmong,
  unwantedBy,
} from "./boilerplate-standing.ts";
import { isBoilerplate, isKin, SAMPLE, storiesAmong, type Witness } from "./boilerplate-verdict.ts";
import { type Columns, recordset, type Tx } from "./rows.ts";

/** What a line is in one article, as bits of article_line.marks; its words stand above them. */
const HEAD = 1;
const TAIL = 2;
const WHOLE = 4;
const QUOTED = 8;
const EXACT = 16;
const WORDS = 32;

/** An article as far as learning goes. */
export interface Learnable {
  readonly id: ArticleId;
  readonly publisherId: PublisherId;
  readonly headline: string;
  readonly blocks: readonly Block[];
}

type Marks = ReadonlyMap<number, number>;

/** By key, ascending; a line said twice in one article counts once, as the more telling of both. */
function marksOf(lines: readonly Line[]): Marks {
  const marks = new Map<number, number>();
  for (const line of lines) {
    for (const { key, words, exact } of line.keys) {
      const bits =
        (line.head ? HEAD : 0) +
        (line.tail ? TAIL : 0) +
        (line.whole ? WHOLE : 0) +
        (line.quoted ? QUOTED : 0) +
        (exact && line.single ? EXACT : 0);
      marks.set(key, ((marks.get(key) ?? 0) & (WORDS - 1)) | bits | (Math.min(words, 9999) * WORDS));
    }
  }
  return new Map([...marks].sort(([a], [b]) => a - b));
}

/** An article's lines, and which of them are boilerplate now. */
export interface Learned {
  readonly lines: readonly Line[];
  readonly unwanted: (line: Line) => boolean;
}

/**
 * Counts the lines of an article, taking back what an earlier reading of it had counted. Counting again what was counted
 * changes nothing. To be called with the article's row locked.
 *
 * @param fresh nothing of this article was ever counted
 */
export async function learn(tx: Tx, article: Learnable, fresh: boolean): Promise<Learned> {
  const lines = linesOf(article.publisherId, article.blocks);
  const marks = marksOf(lines);
  const before = fresh ? undefined : await contributionOf(tx, article.id);
  const same =
    before !== undefined &&
    before.headline === article.headline &&
    before.marks.size === marks.size &&
    [...marks].every(([key, mark]) => before.marks.get(key) === mark);
  if (same) return { lines, unwanted: await unwantedAmong(tx, lines) };
  const total = new Map(before ? [] : [[totalKey(article.publisherId), 0]]);
  const counted = await count(tx, article, before?.marks ?? new Map(), marks, total);
  const standings = before ? await standingsOf(tx, article.publisherId, [...marks.keys()]) : counted;
  return { lines, unwanted: unwantedBy(await weigh(tx, article, standings), lines) };
}

async function contributionOf(tx: Tx, id: ArticleId): Promise<{ headline: string; marks: Marks } | undefined> {
  const { rows } = await sql<{ headline: string; keys: number[]; marks: number[] }>`
    select headline, to_jsonb(keys) as keys, to_jsonb(marks) as marks from article_line
    where article_id = ${id}::uuid`.execute(tx);
  const row = rows[0];
  return row && { headline: row.headline, marks: new Map(row.keys.map((key, i) => [key, row.marks[i]!])) };
}

const DELTA: Columns = {
  key: "bigint",
  publisher_id: "uuid",
  articles: "integer",
  heads: "integer",
  tails: "integer",
  wholes: "integer",
  quotes: "integer",
  words: "integer",
  sample: "uuid[]",
};
const COUNTS = ["articles", "heads", "tails", "wholes", "quotes"] as const;

/**
 * Writes what the article holds, and counts what is new in it; one statement, because each is a way to the database and back.
 * In the order of keys, so that two workers never wait for each other crosswise.
 *
 * @returns the standing of each line whose counts moved
 */
async function count(
  tx: Tx,
  { id, publisherId, headline }: Learnable,
  before: Marks,
  marks: Marks,
  total: Marks,
): Promise<Standing[]> {
  const after = new Map([...marks, ...total]);
  const deltas: object[] = [];
  const gone: number[] = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b)) {
    const [old, now] = [before.get(key), after.get(key)];
    if (old === now) continue;
    if (now === undefined) gone.push(key);
    const bit = (mark: number | undefined, which: number): number => (mark !== undefined && mark & which ? 1 : 0);
    deltas.push({
      key,
      publisher_id: publisherId,
      articles: (now === undefined ? 0 : 1) - (old === undefined ? 0 : 1),
      heads: bit(now, HEAD) - bit(old, HEAD),
      tails: bit(now, TAIL) - bit(old, TAIL),
      wholes: bit(now, WHOLE) - bit(old, WHOLE),
      quotes: bit(now, QUOTED) - bit(old, QUOTED),
      words: Math.floor((now ?? old ?? 0) / WORDS),
      sample: now === undefined ? [] : [id],
    });
  }
  const own = JSON.stringify([{ keys: [...marks.keys()], marks: [...marks.values()] }]);
  const names = sql.join(Object.keys(DELTA).map((name) => sql.id(name)));
  const { rows } = await sql<Standing>`
    with own as (
      insert into article_line (article_id, publisher_id, headline, keys, marks)
      select ${id}::uuid, ${publisherId}::uuid, ${headline}::text, r.keys, r.marks
      from ${recordset({ keys: "bigint[]", marks: "integer[]" }, own)}
      on conflict (article_id) do update
      set headline = excluded.headline, keys = excluded.keys, marks = excluded.marks)
    insert into learned_line as l (${names}) select ${names} from ${recordset(DELTA, JSON.stringify(deltas))} order by key
    on conflict (key) do update set ${sql.join(COUNTS.map((name) => sql`${sql.id(name)} = l.${sql.id(name)} + excluded.${sql.id(name)}`))},
      sample = case
        when l.sample @> excluded.sample then l.sample
        when cardinality(l.sample) >= ${sql.lit(SAMPLE)} and excluded.sample[1] > l.sample[${sql.lit(SAMPLE)}] then l.sample
        else array(select x.id from unnest(l.sample || excluded.sample) x (id) order by x.id limit ${sql.lit(SAMPLE)}) end
    returning ${STANDING}`.execute(tx);
  if (gone.length > 0) await forget(tx, publisherId, id, gone);
  return rows;
}

/** An article that no longer holds a line is no witness of it; another takes its place where there are more. */
async function forget(tx: Tx, publisherId: PublisherId, id: ArticleId, keys: readonly number[]): Promise<void> {
  const list = sql`array(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)::bigint)`;
  await sql`delete from learned_line where key = any(${list}) and articles <= 0 and ruled is null and not applied`.execute(
    tx,
  );
  await sql`
    update learned_line l set sample = array(
      select a.article_id from article_line a
      where a.publisher_id = ${publisherId}::uuid and a.keys @> array[l.key] order by a.article_id limit ${sql.lit(SAMPLE)})
    where key = any(${list}) and ${id}::uuid = any(sample)`.execute(tx);
}

/** Asks anew, for those of these lines that recur, how many stories hold them and whether they are boilerplate. */
async function weigh(tx: Tx, { id, publisherId }: Learnable, standings: readonly Standing[]): Promise<Standing[]> {
  const own = totalKey(publisherId);
  const total = standings.find(({ key }) => key === own)?.articles ?? (await totalOf(tx, publisherId));
  const recurring = standings.filter(({ key, articles, ruled }) => key !== own && (articles > 1 || ruled !== null));
  // With the article not in the sample, nothing has changed between its witnesses.
  const asked = recurring.filter(({ sample }) => sample.length > 1 && sample.includes(id));
  const ids = new Set(asked.flatMap(({ sample }) => sample));
  const witnesses = ids.size === 0 ? new Map<string, Witness>() : await witnessesOf(tx, [...ids]);
  const kin = remembered(isKin);
  const weighed = recurring.map((line) => {
    const among = line.sample.flatMap((one) => witnesses.get(one) ?? []);
    const now = asked.includes(line) ? { ...line, stories: storiesAmong(among, kin) } : line;
    return { ...now, boilerplate: isBoilerplate(now, total) };
  });
  await storeVerdicts(
    tx,
    weighed.filter((now, i) => now.boilerplate !== recurring[i]!.boilerplate || now.stories !== recurring[i]!.stories),
  );
  return weighed;
}

async function witnessesOf(tx: Tx, ids: readonly ArticleId[]): Promise<Map<string, Witness>> {
  const { rows } = await sql<{ id: string; headline: string; keys: number[]; marks: number[] }>`
    select article_id as id, headline, to_jsonb(keys) as keys, to_jsonb(marks) as marks from article_line
    where article_id = any(${ids}::uuid[])`.execute(tx);
  return new Map(
    rows.map(({ id, headline, keys, marks }) => {
      const lines = new Map<number, number>();
      keys.forEach((key, i) => {
        if (marks[i]! & EXACT) lines.set(key, Math.floor(marks[i]! / WORDS));
      });
      return [id, { id, headline, lines }];
    }),
  );
}

/** Many lines share their witnesses: each pair is compared once. */
function remembered(compare: (a: Witness, b: Witness) => boolean): (a: Witness, b: Witness) => boolean {
  const known = new Map<string, boolean>();
  return (a, b) => {
    const pair = a.id < b.id ? a.id + b.id : b.id + a.id;
    let kin = known.get(pair);
    if (kin === undefined) known.set(pair, (kin = compare(a, b)));
    return kin;
  };
}

// corpus.boilerplate(): the lines that a publisher prints again and again, with what they look like and where they stand.
import { type ArticleId, type PublisherId, publisherId, storable, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import { readBlocks } from "../store/article-revision.ts";
import { keysOfLine, type Line, linesOf } from "../store/boilerplate-lines.ts";
import { totalOf } from "../store/boilerplate-standing.ts";
import { sweep } from "../store/boilerplate-sweep.ts";

/** One learned line: a block, or a sentence within blocks. */
export interface LearnedLine {
  /** Names the line in this corpus and in every other: its publisher and words make it. */
  readonly id: string;
  /** As the first of `examples` has it. */
  readonly text: string;
  /** What it looks like, with its small changes; five at most. */
  readonly examples: readonly string[];
  /** In how many articles it stands. */
  readonly articles: number;
  /** Of how many of the publisher. */
  readonly of: number;
  readonly place: "first blocks" | "last blocks" | "anywhere";
  /** A block of its own, or a sentence within other text. */
  readonly as: "block" | "sentence";
  /** Ids of articles that hold it; eight at most. */
  readonly articleIds: readonly string[];
  /** What a researcher decided, where one did. */
  readonly ruled: "keep" | "drop" | null;
}

/** `learn` takes a decision back. */
export const LINE_RULINGS = ["keep", "drop", "learn"] as const;
export type LineRuling = (typeof LINE_RULINGS)[number];

interface Row {
  key: number;
  articles: number;
  heads: number;
  tails: number;
  wholes: number;
  boilerplate: boolean;
  ruled: "keep" | "drop" | null;
  sample: ArticleId[];
}

const MOST_EXAMPLES = 5;

/** The most frequent first; empty where nothing was learned. */
export async function boilerplateOf(db: Database, publisher: string): Promise<LearnedLine[]> {
  const id = await known(db, publisher);
  const { rows } = await sql<Row>`
    select key, articles, heads, tails, wholes, boilerplate, ruled, to_jsonb(sample) as sample from learned_line
    where publisher_id = ${id}::uuid and (boilerplate or ruled is not null) order by articles desc, key`.execute(db);
  const total = await totalOf(db, id);
  const lines = await linesIn(db, id, [...new Set(rows.flatMap(({ sample }) => sample))]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const groups = grouped(lines, byKey);
  return groups
    .map(({ keys, examples }): LearnedLine => {
      const held = keys.map((key) => byKey.get(key)!);
      const most = held.reduce((best, row) => (row.articles > best.articles ? row : best));
      const mostly = (part: number): boolean => part * 2 >= most.articles;
      return {
        id: keysOfLine(id, examples[0]!)[0]!.key.toString(36),
        text: examples[0]!,
        examples: examples.slice(0, MOST_EXAMPLES),
        articles: most.articles,
        of: total,
        place: mostly(most.tails) ? "last blocks" : mostly(most.heads) ? "first blocks" : "anywhere",
        as: mostly(most.wholes) ? "block" : "sentence",
        articleIds: most.sample,
        ruled: held.find(({ ruled }) => ruled === "keep")?.ruled ?? held.find(({ ruled }) => ruled)?.ruled ?? null,
      };
    })
    .sort(
      (a, b) =>
        b.articles - a.articles || Number(b.as === "block") - Number(a.as === "block") || (a.text < b.text ? -1 : 1),
    );
}

async function known(db: Database, publisher: string): Promise<PublisherId> {
  const id = publisherId(publisher);
  const row = await db.selectFrom("publisher").select("id").where("id", "=", id).executeTakeFirst();
  if (row) return row.id;
  throw new UsageError(
    "usage/not-found",
    `boilerplate: nothing of the publisher ${publisher} in this corpus; expected its key, such as "news.example"`,
    { publisher },
  );
}

/** The lines of these articles as they were read. */
async function linesIn(db: Database, publisher: PublisherId, ids: readonly ArticleId[]): Promise<Line[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("article")
    .innerJoin("articleRevision", (join) =>
      join
        .onRef("articleRevision.articleId", "=", "article.id")
        .onRef("articleRevision.number", "=", "article.revision"),
    )
    .select(["articleRevision.blocks", "articleRevision.boilerplate"])
    .where("article.id", "in", ids)
    .orderBy("article.id")
    .execute();
  return rows.flatMap((row) => linesOf(publisher, readBlocks(row)));
}

/** One line is known by several keys; keys that meet in a line belong together. */
function grouped(
  lines: readonly Line[],
  rows: ReadonlyMap<number, Row>,
): { keys: readonly number[]; examples: readonly string[] }[] {
  const groupOf = new Map<number, { keys: Set<number>; examples: Set<string> }>();
  for (const line of lines) {
    const keys = line.keys.map(({ key }) => key).filter((key) => rows.has(key));
    if (keys.length === 0) continue;
    const group = groupOf.get(keys.find((key) => groupOf.has(key)) ?? -1) ?? { keys: new Set(), examples: new Set() };
    group.examples.add(line.text.trim());
    for (const key of keys) {
      const other = groupOf.get(key);
      if (other === group) continue;
      for (const one of other?.keys ?? [key]) {
        group.keys.add(one);
        groupOf.set(one, group);
      }
      for (const example of other?.examples ?? []) group.examples.add(example);
    }
  }
  return [...new Set(groupOf.values())].map(({ keys, examples }) => ({ keys: [...keys], examples: [...examples] }));
}

/**
 * Decides on a line, whatever the counts say: it is kept in every text, dropped from every text, or left to the counts again.
 * The decision holds for articles to come, and the articles that hold the line are put together again.
 *
 * @returns how many articles got a revision
 */
export async function ruleLine(db: Database, publisher: string, text: string, ruling: LineRuling): Promise<number> {
  if (!LINE_RULINGS.includes(ruling)) {
    throw new UsageError("usage/invalid-value", `ruleLine: expected one of ${LINE_RULINGS.join(", ")}`, { ruling });
  }
  const id = await known(db, publisher);
  const keys = keysOfLine(id, storable(text));
  const exact = keys[0];
  if (!exact) {
    throw new UsageError(
      "usage/invalid-value",
      "ruleLine: expected the text of a block or sentence, with a letter in it",
      {},
    );
  }
  // Kept by any of its readings, small changes included; dropped only as it stands, for a near one may be somebody's own words.
  const ruled = ruling === "keep" ? keys : ruling === "drop" ? [exact] : [];
  await again(() =>
    db.transaction().execute(async (tx) => {
      const all = sql`array(select jsonb_array_elements_text(${JSON.stringify(keys.map(({ key }) => key))}::jsonb)::bigint)`;
      await sql`update learned_line set ruled = null where key = any(${all})`.execute(tx);
      for (const { key, words } of ruled.toSorted((a, b) => a.key - b.key)) {
        await sql`
          insert into learned_line (key, publisher_id, articles, heads, tails, wholes, quotes, words, sample, ruled)
          values (${key}::bigint, ${id}::uuid, 0, 0, 0, 0, 0, ${words}, '{}', ${ruling})
          on conflict (key) do update set ruled = excluded.ruled`.execute(tx);
      }
      // A veto on one reading must reach articles that another reading made drop the line.
      await sql`update article_line set stale = true where publisher_id = ${id}::uuid and keys && ${all}`.execute(tx);
    }),
  );
  return await sweep(db, id, { at: new Date().toISOString(), crawl: null });
}

// Plans of the token index's look-ups, read with EXPLAIN: with the statistics of an empty table, each still asks the index, row by row.
import { type RawBuilder, sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { readTexts, textsQuery } from "../../../packages/corpus/src/tokens/page.ts";
import { termsQuery } from "../../../packages/corpus/src/tokens/terms.ts";
import { engines } from "../../support/corpus.ts";

const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const ROWS = 5000;
const ASKED = 500;

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly "Actual Loops": number;
  readonly Plans?: readonly Node[];
}

/** The nodes of a plan that read this table, as they ran. */
async function readersOf(table: string, corpus: Corpus, query: RawBuilder<unknown>): Promise<Node[]> {
  const { rows } = await sql<Record<string, [{ Plan: Node }]>>`
    explain (analyze, format json, costs off, timing off) ${query}`.execute(corpus.db);
  const below = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(below)];
  return below(Object.values(rows[0]!)[0]![0].Plan).filter((node) => node["Relation Name"] === table);
}

describe.each(engines)("look-ups of the token index on $name", ({ open }) => {
  it("ask for each text and each term by its key, whatever the planner believes of the table", async () => {
    await using corpus = await open();
    await sql`analyze token_text, token_term`.execute(corpus.db); // empty
    await sql`insert into token_text (kind, id, revision, rules, tokens, terms, places, article_id, text)
      select 'comment', ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, '', 1, '\\x01', '\\x0001',
        gen_random_uuid(), 'word'
      from generate_series(1, ${ROWS}) n`.execute(corpus.db);
    await sql`insert into token_term (form) select 'word' || n from generate_series(1, ${ROWS}) n`.execute(corpus.db);
    const ids = Array.from({ length: ASKED }, (_, n) => idOf(n + 1));
    const now = sql`select due.id, 1 as revision, '' as text, null::text as language, due.id as article_id, now() as said_at from due`;
    const forms = ids.map((_, n) => `word${n + 1}`);
    const lookUps = [
      ["token_text", "id = due.id", textsQuery("comment", ids, now)],
      ["token_term", "form = ", termsQuery(forms)],
    ] as const;
    for (const [table, key, query] of lookUps) {
      const [reader, ...others] = await readersOf(table, corpus, query);
      expect(others).toEqual([]);
      expect(reader).toMatchObject({
        "Node Type": expect.stringMatching(/^Index (Only )?Scan$/),
        "Index Cond": expect.stringContaining(key),
        "Actual Loops": ASKED,
      });
    }
    const found = await corpus.db.transaction().execute((tx) => readTexts(tx, "comment", ids, now));
    expect(found.filter(({ no }) => no !== null)).toHaveLength(ASKED);
  });
});

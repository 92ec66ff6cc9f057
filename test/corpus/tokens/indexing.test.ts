// Pages of texts into the token index: one that is read before another is written must not be taken for what it was.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { index, type Wanted } from "../../../packages/corpus/src/tokens/indexing.ts";
import { countsIn } from "../../../packages/corpus/src/tokens/term-counts.ts";
import { dictionary } from "../../../packages/corpus/src/tokens/terms.ts";
import { engines } from "../../support/corpus.ts";

const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => idOf(from + i));

/** Texts whose words tell their id and their version; the last sign of an id is a word of many texts. */
const wanted = (version: number, these: readonly string[], gone: readonly string[] = []): Wanted => ({
  ids: these,
  origin: {
    index: "comment",
    now: sql`select due.id, ${sql.lit(version)} as revision, null::text as language, due.id as article_id,
      null::timestamptz as said_at, 'v${sql.raw(String(version))} same ' || right(due.id::text, 1) || ' ' || right(due.id::text, 3) || ' same' as text
      from due where not due.id = any(${`{${gone.join(",")}}`}::uuid[])`,
  },
});

async function fill(corpus: Corpus, pages: Wanted[]): Promise<number> {
  const left = [...pages];
  return await corpus.db
    .transaction()
    .execute((tx) => index(tx, dictionary(), () => Promise.resolve(left.shift() ?? null)));
}

/** Tokens and texts of each form, and of all. */
async function counts(corpus: Corpus) {
  const { tokens, texts } = await countsIn(corpus.db, "comment");
  const { rows } = await sql<{ id: number; form: string }>`select id, form from token_term`.execute(corpus.db);
  const { rows: sums } = await sql`
    select sum(texts)::int as texts, sum(tokens)::int as tokens from token_segment`.execute(corpus.db);
  const forms = rows.map(({ id, form }) => [form, tokens[id] ?? 0, texts[id] ?? 0] as const);
  return { sums, forms: forms.filter(([, n, m]) => n !== 0 || m !== 0).sort(([a], [b]) => (a < b ? -1 : 1)) };
}

describe.each(engines)("indexing pages on $name", ({ open }) => {
  it("counts a text once that comes in one page, changes in the next and goes in another", async () => {
    await using changing = await open();
    const pages = [
      wanted(1, ids(0, 60)),
      wanted(2, ids(30, 90)),
      wanted(3, ids(30, 40)),
      wanted(4, ids(200, 210)),
      wanted(5, ids(35, 38)),
      wanted(6, ids(0, 10), ids(5, 10)),
    ];
    expect(await fill(changing, pages)).toBe(5 * (60 + 60 + 10 + 10 + 3 + 5));
    await using plain = await open();
    await fill(plain, [
      wanted(1, ids(10, 30)),
      wanted(2, ids(40, 90)),
      wanted(3, [...ids(30, 35), ...ids(38, 40)]),
      wanted(4, ids(200, 210)),
      wanted(5, ids(35, 38)),
      wanted(6, ids(0, 5)),
    ]);
    expect(await counts(changing)).toEqual(await counts(plain));
    const { rows } = await sql`select count(*)::int as texts, count(distinct id)::int as ids from token_text`.execute(
      changing.db,
    );
    expect(rows).toEqual([{ texts: 95, ids: 95 }]);
  });

  it("keeps beside the terms what it read, whatever is in it", async () => {
    await using corpus = await open();
    const said = "one\u001e two\u001f\n\u2028“three” 😀 \\x";
    const odd: Wanted = {
      ids: ids(0, 3),
      origin: {
        index: "comment",
        now: sql`select due.id, 1 as revision, null::text as language, due.id as article_id,
          case place when 1 then '2026-03-01T09:30:00.123456Z'::timestamptz end as said_at, ${said}::text as text
          from due where place <> 2`,
      },
    };
    expect(await fill(corpus, [odd])).toBe(2 * 5);
    const { rows } = await sql`
      select id, article_id as article, said_at::text as at, text from token_text order by id`.execute(corpus.db);
    expect(rows).toEqual([
      { id: idOf(0), article: idOf(0), at: "2026-03-01 09:30:00.123456+00", text: said },
      { id: idOf(2), article: idOf(2), at: null, text: said },
    ]);
  });
});

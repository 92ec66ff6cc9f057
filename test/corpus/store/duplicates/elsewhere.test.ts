// The search by another engine: out as Parquet, candidates by DuckDB, compared without a corpus, and back: what the store finds itself.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparePairs } from "../../../../packages/corpus/src/index.ts";
import { story, version } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place } from "../../../support/placed.ts";

const article = (path: string, publisher: string, text: string): Placed => ({
  kind: "article",
  path: `${publisher}/${path}`,
  publisher,
  text,
  saidAt: "2026-03-02T08:00:00.000Z",
});
const said = (nativeId: string, text: string): Placed => ({
  kind: "comment",
  path: "papers.example/1",
  publisher: "papers.example",
  nativeId,
  text,
  saidAt: "2026-03-02T09:00:00.000Z",
});

const NOTE = "Readers like you keep the presses of this paper turning every single night of the year, thank you.";
const LETTER = "Nobody asked the people at the harbour before the wall was built, and nobody will pay for it now.";
const everywhere = story(1, 4);
/** Versions, exact copies, boilerplate, copied comments, and a story that more than a hundred papers tell. */
const pool: Placed[] = [
  ...[2, 3, 4].map((i) => article(`story${i}`, "a.example", `${story(i)}\n${NOTE}`)),
  ...[2, 3, 4].map((i) => article(`story${i}`, "b.example", version(story(i), i))),
  article("again", "c.example", story(2)),
  article("again", "d.example", story(2).toUpperCase()),
  ...Array.from({ length: 8 }, (_, i) => article(`other${i}`, "a.example", `${story(20 + i, 3)}\n${NOTE}`)),
  ...Array.from({ length: 104 }, (_, i) =>
    article("told", `paper${i}.example`, `Desk ${i} at pier ${i * 7}.\n${everywhere}`),
  ),
  article("1", "papers.example", story(50)),
  said("1", LETTER),
  said("2", LETTER.toUpperCase()),
  said("3", `${LETTER} Vote!`),
];

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belowline-elsewhere-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `duckdb < candidates.sql` does in the folder. */
async function candidates(out: string): Promise<string[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    const query = (await readFile(join(out, "candidates.sql"), "utf8")).replace(
      /'(\w+\.(?:parquet|jsonl))'/g,
      (_, file) => `'${join(out, file)}'`,
    );
    await connection.run(query);
    return (await readFile(join(out, "pairs.jsonl"), "utf8")).trim().split("\n");
  } finally {
    connection.closeSync();
  }
}

describe.each(engines)("a search that $name leaves to another engine", ({ name, open }) => {
  it("finds the same pairs and clusters, on threads too", async () => {
    await using corpus = await open();
    await place(corpus, pool);
    const { compared } = await corpus.dedupe({ threads: 2 });
    const whole = await foundDuplicates(corpus);
    expect(whole.pairs.length).toBeGreaterThan(100);
    expect(await corpus.dedupe({ rebuild: true })).toMatchObject({ compared });
    expect(await foundDuplicates(corpus)).toEqual(whole);

    const out = join(folder, name.replace(/\W/g, ""));
    const { wordings } = await corpus.duplicates.handOut(out);
    expect(wordings).toBe(new Set(whole.members.map((one) => (one as { leader: string | null }).leader)).size);
    const pairs = await candidates(out);
    expect(new Set(pairs).size).toBe(pairs.length);
    const found = await all(comparePairs(pairs));
    expect(await all(comparePairs(pairs, { threads: 2 }))).toEqual(found);
    // Half of them, and the server goes away: all of them are given again.
    await expect(corpus.duplicates.takeBack([...found.slice(0, 20), "{}"])).rejects.toThrow(/line 21 is no pair/);
    expect(await corpus.duplicates.takeBack(found)).toEqual({ given: found.length, taken: found.length, wordings });
    expect(await foundDuplicates(corpus)).toEqual(whole);
    await expect(corpus.duplicates.takeBack(found)).rejects.toMatchObject({ code: "usage/conflict" });
    await expect(corpus.duplicates.handOut(out)).rejects.toMatchObject({ code: "usage/conflict" });
  });

  it("searches here what arrives meanwhile, and takes no pair of what was revised since", async () => {
    await using corpus = await open();
    await place(corpus, [
      article("1", "a.example", story(2)),
      article("1", "b.example", version(story(2), 1)),
      article("1", "c.example", version(story(2), 2)),
    ]);
    await corpus.dedupe();
    const out = join(folder, `${name.replace(/\W/g, "")}-revised`);
    await corpus.duplicates.handOut(out);
    const found = await all(comparePairs(await candidates(out)));
    expect(found).toHaveLength(3);
    await place(corpus, [article("1", "b.example", story(9)), article("1", "d.example", version(story(2), 3))]);
    await corpus.dedupe();
    expect(await corpus.duplicates.takeBack(found)).toEqual({ given: 3, taken: 1, wordings: 2 });
    const { pairs, members } = await foundDuplicates(corpus);
    expect(pairs).toHaveLength(3);
    await corpus.dedupe({ rebuild: true });
    expect(await foundDuplicates(corpus)).toEqual({ pairs, members, index: expect.anything() });

    await corpus.duplicates.handOut(`${out}2`);
    await corpus.dedupe({ rebuild: true });
    expect((await sql`select 1 from wording_due`.execute(corpus.db)).rows).toEqual([]);
  });
});

describe("comparePairs", () => {
  it.each(["{", "{}", '{"kind":"article","a":{},"b":{}}', '{"kind":"page","rule":null,"a":null,"b":null}'])(
    "refuses %j and says which line it is",
    async (line) => {
      await expect(all(comparePairs(["", line]))).rejects.toThrow(/line 2 is no pair/);
    },
  );
});

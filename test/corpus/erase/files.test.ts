// What was erased, looked for in every file of a folder and every table of a server, its queue and its statistics too; and in backups.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { backupCorpus, type Corpus, moveCorpus, openCorpus } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, PUBLISHER, type Story } from "../../support/corpus.ts";
import { dumpOf } from "../../support/dump.ts";
import { freshDatabase } from "../../support/postgres.ts";

/** Each stands for one thing that must be gone: words, a name, a native id, a permalink, a publisher's address. */
const SAID = "quennebrux";
const NAME = "Quillhavenne";
const NATIVE = "nid7741ozzle";
const stories: readonly Story[] = [
  {
    path: "/pier",
    comments: [
      {
        id: NATIVE,
        name: `Ottilie ${NAME}`,
        text: `I saw the ${SAID} being unloaded at the eastern pier late on Sunday night.`,
        more: { permalink: `https://harbour.example/pier#comment-${NATIVE}` },
      },
      { id: "2", name: "Bo Eng", parent: NATIVE, text: "Nobody unloads anything on a Sunday." },
    ],
  },
  { path: "/mole", comments: [{ id: "1", name: "Cem Falk", text: "The mole is closed, as it was all week." }] },
];
const TRACES = [SAID, NAME, NATIVE];

let folder: string;
let database: { url: string; drop(): Promise<void> };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "belowline-erased-"));
  vi.stubEnv("XDG_CONFIG_HOME", join(folder, "config"));
  database = await freshDatabase();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that copies words about: index, snapshot, label, schedule, statistics. */
async function fill(corpus: Corpus): Promise<void> {
  await crawlStories(corpus.sink(), stories);
  await crawlStories(corpus.sink(), [{ ...stories[0]!, text: "Edited." }, stories[1]!], { visitedAt: at(3) });
  await corpus.indexTokens();
  await corpus.freeze("paper");
  const [comment] = await corpus.comments().where({ search: SAID });
  await corpus.labels.put([{ id: comment!.id, scheme: "stance", coder: "ada", code: "against" }]);
  await corpus.jobs.schedule({ seed: `https://${PUBLISHER}/`, every: "1h" });
  await sql`analyze`.execute(corpus.db);
}

async function tracesIn(corpus: Corpus, words: readonly string[] = TRACES): Promise<string[]> {
  const { rows: jobs } = await sql<{ row: string }>`select x::text as row from pgboss.job x
    union all select x::text from pgboss.schedule x`.execute(corpus.db);
  const { rows: stats } = await sql<{ row: string }>`
    select concat(tablename, attname, most_common_vals, histogram_bounds, most_common_elems) as row from pg_stats
    where schemaname = current_schema()`.execute(corpus.db);
  const all = [await dumpOf(corpus), ...[...jobs, ...stats].map(({ row }) => row)].join("\n").toLowerCase();
  return words.filter((word) => all.includes(word.toLowerCase()));
}

function filesWith(place: string, words: readonly string[] = TRACES): string[] {
  const files = readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => join(place, name));
  const texts = files
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file, "latin1")] as const);
  return words.filter((word) => texts.some(([, text]) => text.includes(word)));
}

it("leaves no trace in a folder, and a backup from before forgets it as soon as it is opened or moved", async () => {
  const [home, backup] = [join(folder, "corpus"), join(folder, "backup")];
  {
    await using corpus = await openCorpus(home);
    await fill(corpus);
    expect(await tracesIn(corpus)).toEqual(TRACES);
  }
  await backupCorpus(home, backup);
  expect(filesWith(backup)).toEqual([SAID, NATIVE]);
  {
    await using corpus = await openCorpus(home);
    const [comment] = await corpus.comments().where({ search: SAID });
    expect(await corpus.erase({ name: `Ottilie ${NAME}` })).toMatchObject({ comments: 1, commenters: 1 });
    expect(await tracesIn(corpus)).toEqual([]);
    expect(filesWith(home)).toEqual([]);
    await crawlStories(corpus.sink(), stories, { visitedAt: at(4) });
    expect(await tracesIn(corpus, [...TRACES, comment!.author!])).toEqual([]);
  }
  expect(filesWith(home)).toEqual([]);
  const [ledger] = readdirSync(join(folder, "config/belowline/keys")).filter((name) => name.endsWith(".erased"));
  expect(statSync(join(folder, "config/belowline/keys", ledger!)).mode & 0o777).toBe(0o600);
  expect(filesWith(join(folder, "config"))).toEqual([]);

  // To a server first: the backup itself is still as it was.
  const moved = await moveCorpus(backup, database.url);
  expect(moved.schedules).toBe(1);
  {
    await using server = await openCorpus(database.url);
    expect(await tracesIn(server)).toEqual([]);
    expect(await server.comments().count()).toBe(2);
    await crawlStories(server.sink(), stories, { visitedAt: at(5) });
    expect(await tracesIn(server)).toEqual([]);
  }
  await using restored = await openCorpus(backup);
  expect(await tracesIn(restored)).toEqual([]);
  expect(filesWith(backup)).toEqual([]);
}, 300_000);

it("takes a publisher's schedules, runs and statistics along on a server, and a copy from before forgets those too", async () => {
  {
    await using corpus = await openCorpus(database.url);
    await fill(corpus);
  }
  await backupCorpus(database.url, join(folder, "backup"));
  {
    await using corpus = await openCorpus(database.url);
    await corpus.erase({ publisher: PUBLISHER });
    expect(await tracesIn(corpus, [...TRACES, `${PUBLISHER}/`, "mole"])).toEqual([]);
    expect(await corpus.jobs.schedules()).toEqual([]);
  }
  await using restored = await openCorpus(join(folder, "backup"));
  expect(await tracesIn(restored, [...TRACES, `${PUBLISHER}/`, "mole"])).toEqual([]);
  expect(await restored.jobs.schedules()).toEqual([]);
}, 300_000);

it("is done when the corpus is opened again, where it ended before its COMMIT came through", async () => {
  {
    await using corpus = await openCorpus(database.url);
    await crawlStories(corpus.sink(), stories);
    await sql`create function fail() returns trigger language plpgsql as $$ begin raise 'the line broke'; end $$`.execute(
      corpus.db,
    );
    await sql`create constraint trigger at_commit after insert on tombstone deferrable initially deferred
      for each row when (new.kind = 'comment') execute function fail()`.execute(corpus.db);
    await expect(corpus.erase({ name: `Ottilie ${NAME}` })).rejects.toThrow("the line broke");
    await sql`drop trigger at_commit on tombstone`.execute(corpus.db);
    expect(await dumpOf(corpus)).toContain(NATIVE);
  }
  await using again = await openCorpus(database.url);
  expect(await dumpOf(again)).not.toContain(NATIVE);
  expect(await again.comments().count()).toBe(2);
});

it("leaves no trace in a folder either where it was killed when all was done but the files", async () => {
  const home = join(folder, "corpus");
  {
    await using corpus = await openCorpus(home);
    await fill(corpus);
    // Statistics are gathered once the rows are gone; then it ends.
    await sql`create function fail(x text) returns text immutable language plpgsql as $$ begin
      if current_setting('test.fails', true) = 'yes' then raise 'killed'; end if; return x; end $$`.execute(corpus.db);
    await sql`create index failing on publisher (fail(key))`.execute(corpus.db);
    await sql`set test.fails = 'yes'`.execute(corpus.db);
    await expect(corpus.erase({ name: `Ottilie ${NAME}` })).rejects.toThrow("killed");
    await sql`drop index failing`.execute(corpus.db);
    expect(await corpus.comments().where({ search: SAID }).count()).toBe(0);
  }
  expect(filesWith(home)).not.toEqual([]);
  {
    await using corpus = await openCorpus(home);
    expect(await tracesIn(corpus)).toEqual([]);
    expect(filesWith(home)).toEqual([]);
  }
}, 300_000);

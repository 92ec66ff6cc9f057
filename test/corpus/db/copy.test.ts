// A corpus copied whole: from a folder to PostgreSQL and back, every table of the catalogue, row for row; or not at all.
import fs, { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { backupCorpus, type Corpus, moveCorpus, openCorpus } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, type Story, TEST_KEY } from "../../support/corpus.ts";
import { dumpOf } from "../../support/dump.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { countRows, TABLES } from "../../support/rows.ts";

const story: Story = {
  path: "/ferry",
  text: 'Odd signs: "quoted", a\\backslash, (brackets), a,comma, ünïcödé, 🛳 and\ta tab.',
  comments: [
    { id: "1", text: "NULL" },
    { id: "2", parent: "1", text: "{} '' \"\" \\N", createdAt: null },
    { id: "3", name: null, text: "" },
  ],
};

let folder: string;
let database: { url: string; drop(): Promise<void> };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "belowline-copy-"));
  database = await freshDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const open = (target: string): Promise<Corpus> => openCorpus(target, { key: TEST_KEY });
const sorted = async (corpus: Corpus): Promise<string[]> =>
  (await dumpOf(corpus))
    .split("\n")
    .filter((line) => !line.startsWith("kysely"))
    .sort();

async function filled(target: string): Promise<string[]> {
  await using corpus = await open(target);
  await crawlStories(corpus.sink(), [story, { path: "/other", comments: [{ id: "1", text: "More." }] }]);
  await crawlStories(corpus.sink(), [{ ...story, text: "Edited." }], { visitedAt: at(3) });
  await corpus.indexTokens();
  return await sorted(corpus);
}

it("brings every row of every table to PostgreSQL and back, and the numbers that are drawn go on", async () => {
  const before = await filled(join(folder, "a"));
  const { tables, rows } = await moveCorpus(join(folder, "a"), database.url);
  expect(Object.keys(tables).length).toBe(TABLES.length);
  expect(rows).toBe(Object.values(tables).reduce((sum, n) => sum + n, 0));
  await moveCorpus(database.url, join(folder, "b"));
  {
    await using back = await open(join(folder, "b"));
    expect(await sorted(back)).toEqual(before);
  }
  await using there = await open(database.url);
  const counts = await countRows(there);
  await crawlStories(there.sink(), [{ ...story, text: "Edited once more." }], { visitedAt: at(4) });
  expect((await countRows(there)).articleRevision).toBe(counts.articleRevision! + 1);
  expect((await there.comments()).length).toBe(4);
  // Foreign keys and triggers are back.
  await expect(sql`delete from article`.execute(there.db)).rejects.toMatchObject({ code: "23503" });
  expect((await there.db.selectFrom("tokenDue").selectAll().execute()).length).toBeGreaterThan(0);
});

it("takes tables along that this version has not heard of only if both have them", async () => {
  await filled(database.url);
  {
    await using corpus = await open(database.url);
    await sql`create table stray (x integer)`.execute(corpus.db);
  }
  await expect(moveCorpus(database.url, join(folder, "c"))).rejects.toMatchObject({ code: "store/failed" });
});

it("copies to no place that holds anything", async () => {
  await filled(join(folder, "a"));
  await filled(database.url);
  await expect(moveCorpus(join(folder, "a"), database.url)).rejects.toMatchObject({ code: "usage/conflict" });
  await expect(moveCorpus(database.url, join(folder, "a"))).rejects.toMatchObject({ code: "usage/conflict" });
  await expect(moveCorpus(join(folder, "none"), database.url)).rejects.toMatchObject({ code: "usage/not-found" });
});

it("makes a backup that is a corpus, whole under its name or not there", async () => {
  const before = await filled(database.url);
  await backupCorpus(database.url, join(folder, "backup"));
  await expect(backupCorpus(database.url, join(folder, "backup"))).rejects.toMatchObject({ code: "usage/conflict" });
  expect(readdirSync(folder)).toEqual(["backup"]);
  {
    await using backup = await open(join(folder, "backup"));
    expect(await sorted(backup)).toEqual(before);
  }
  await expect(backupCorpus(join(folder, "none"), join(folder, "second"))).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["backup"]);
});

it("is one at a time under one name, whoever makes it", async () => {
  await filled(database.url);
  const name = join(folder, "backup");
  const both = await Promise.allSettled([backupCorpus(database.url, name), backupCorpus(database.url, name)]);
  const [lost] = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(lost).toMatchObject({ code: "store/locked", message: expect.stringContaining("backup") });
  expect(readdirSync(folder)).toEqual(["backup"]);
  await using whole = await open(name);
  expect(await whole.articles().count()).toBe(2);
});

it("reaches the disk whole before a backup gets its name", async () => {
  await filled(database.url);
  const name = join(folder, "backup");
  const { fsyncSync, renameSync } = fs;
  const synced = new Set<number>();
  let before: { readonly files: number[]; readonly synced: ReadonlySet<number> } | undefined;
  fs.fsyncSync = (file) => {
    synced.add(fs.fstatSync(file).ino);
    fsyncSync(file);
  };
  fs.renameSync = (from, to) => {
    if (to === name) before = { files: inodesIn(String(from)), synced: new Set(synced) };
    renameSync(from, to);
  };
  syncBuiltinESMExports();
  try {
    await backupCorpus(database.url, name);
  } finally {
    Object.assign(fs, { fsyncSync, renameSync });
    syncBuiltinESMExports();
  }
  expect(before!.files.length).toBeGreaterThan(500);
  expect(before!.files.filter((inode) => !before!.synced.has(inode))).toEqual([]);
  expect(synced.has(fs.statSync(folder).ino)).toBe(true); // and so does the name
});

/** Of a folder and all that is in it. */
function inodesIn(place: string): number[] {
  const names = readdirSync(place, { recursive: true, encoding: "utf8" });
  return [place, ...names.map((one) => join(place, one))].map((path) => fs.statSync(path).ino);
}

// Opening a corpus: where it may lie, what was fixed when it was made, and which key it takes.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCorpus } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines } from "../../support/corpus.ts";
import { freshDatabase } from "../../support/postgres.ts";

const KEY = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-open-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  delete process.env.BELOWLINE_KEY_FILE;
});

describe("openCorpus", () => {
  it("refuses what it does not know", async () => {
    await expect(openCorpus("memory://", { autor: "raw" } as object)).rejects.toMatchObject({
      code: "usage/unknown-option",
    });
    await expect(openCorpus("memory://", { authors: "names" as "raw" })).rejects.toMatchObject({
      code: "usage/invalid-value",
    });
    await expect(openCorpus("memory://", { key: new Uint8Array(5) })).rejects.toMatchObject({
      code: "usage/invalid-value",
    });
    await expect(openCorpus("")).rejects.toMatchObject({ code: "usage/missing-value" });
    await expect(openCorpus("mysql://u:secret@h/d")).rejects.toMatchObject({
      code: "usage/invalid-value",
      message: expect.not.stringContaining("secret"),
    });
  });

  it("never writes into a folder that holds something else, nor into a file", async () => {
    writeFileSync(join(folder, "thesis.txt"), "mine");
    await expect(openCorpus(folder, { key: KEY })).rejects.toMatchObject({ code: "usage/invalid-value" });
    await expect(openCorpus(join(folder, "thesis.txt"), { key: KEY })).rejects.toMatchObject({
      code: "usage/invalid-value",
    });
    expect(existsSync(join(folder, "db"))).toBe(false);
    expect(existsSync(join(folder, "owner.lock"))).toBe(false);
  });

  it("makes no corpus when told not to", async () => {
    await expect(openCorpus(join(folder, "none"), { create: false })).rejects.toMatchObject({
      code: "usage/not-found",
    });
    expect(existsSync(join(folder, "none"))).toBe(false);
    const { url, drop } = await freshDatabase();
    await expect(openCorpus(url, { create: false })).rejects.toMatchObject({ code: "usage/not-found" });
    await drop();
  });

  it("keeps a corpus in a folder, its key outside, readable by the owner alone", async () => {
    process.env.BELOWLINE_KEY_FILE = join(folder, "keys", "one.key");
    mkdirSync(join(folder, "c"));
    const made = await openCorpus(join(folder, "c"));
    await crawlStories(made.sink(), [{ path: "/a", comments: [{ id: "1", name: "Jorun" }] }]);
    const author = (await made.comments().first())!.author;
    await made.close();
    await made.close(); // closing twice is no error
    const file = join(folder, "keys", "one.key");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "keys")).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);

    await using again = await openCorpus(join(folder, "c"), { create: false });
    expect(again.id).toBe(made.id);
    expect(again.sink().privacy.author("harbour.example", { name: "Jorun" })!.id).toBe(author);
  });

  it("keeps the author mode it was made with", async () => {
    const { url, drop } = await freshDatabase();
    await (await openCorpus(url, { authors: "raw", key: KEY })).close();
    await expect(openCorpus(url, { authors: "pseudonym", key: KEY })).rejects.toMatchObject({
      code: "usage/conflict",
      message: expect.stringContaining('"raw"'),
    });
    await using same = await openCorpus(url, { key: KEY });
    expect(same.authors).toBe("raw");
    await same.close();
    await drop();
  });

  it("asks for its key only to write and to read pages, and refuses another", async () => {
    const { url, drop } = await freshDatabase();
    const made = await openCorpus(url, { key: KEY });
    await crawlStories(made.sink(), [{ path: "/a", comments: [{ id: "1" }] }]);
    await made.close();

    const wrong = await openCorpus(url, { key: OTHER });
    expect(await wrong.comments().count()).toBe(1);
    expect(() => wrong.sink()).toThrow(expect.objectContaining({ code: "store/key-mismatch" }));
    const [capture] = (await wrong.why("https://harbour.example/a")).captures;
    await expect(wrong.capture(capture!.id)).rejects.toMatchObject({ code: "store/key-mismatch" });
    await wrong.close();

    process.env.BELOWLINE_KEY_FILE = join(folder, "missing.key");
    const without = await openCorpus(url);
    expect(() => without.sink()).toThrow(join(folder, "missing.key"));
    expect(existsSync(join(folder, "missing.key"))).toBe(false);
    await without.close();
    await drop();
  });

  it("never prints the password of a server it cannot reach", async () => {
    const failure = await openCorpus("postgres://reader:hunter2@127.0.0.1:1/none?password=hunter3").catch(
      (e: Error) => e,
    );
    expect(failure).toMatchObject({ code: "store/unreachable" });
    expect(JSON.stringify(failure) + (failure as Error).message + (failure as Error).stack).not.toMatch(/hunter/);
    expect((failure as Error).message).toContain("postgres://reader@127.0.0.1:1/none");
  });

  it.each(engines)("refuses a schema newer than itself ($name)", async ({ name }) => {
    const { url, drop } = await freshDatabase();
    const target = name === "PGlite" ? join(folder, "c") : url;
    const corpus = await openCorpus(target, { key: KEY });
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`.execute(corpus.db);
    await corpus.close();
    await expect(openCorpus(target, { key: KEY })).rejects.toMatchObject({
      code: "store/newer-schema",
      message: expect.stringContaining("9999_later"),
    });
    await drop();
  });

  it("lets two first openers of one server make one corpus", async () => {
    const { url, drop } = await freshDatabase();
    process.env.BELOWLINE_KEY_FILE = join(folder, "k.key");
    const both = await Promise.all([openCorpus(url), openCorpus(url)]);
    expect(both[0].id).toBe(both[1].id);
    expect(both.map((corpus) => corpus.sink().privacy.author("p", { name: "n" })!.id)).toHaveLength(2);
    await Promise.all(both.map((corpus) => corpus.close()));
    await drop();
  });
});

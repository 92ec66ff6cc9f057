// Names at rest: in the default corpus no byte on the disk spells one; in a raw corpus they are there.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import type { AuthorMode } from "@belowline/schema";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Corpus, openCorpus } from "../../../packages/corpus/src/index.ts";
import {
  articleIdOf,
  captureOf,
  crawlStories,
  found,
  leaseAll,
  startCrawl,
  TEST_KEY,
  threadOf,
  visitOf,
} from "../../support/corpus.ts";

const CANARY = "Quillhavenne Oostendrake";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-names-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Files of the folder that hold the text, in UTF-8 or UTF-16; while the corpus is open, so that the log counts. */
const filesWith = (text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"));
    });

async function filled(authors: AuthorMode): Promise<Corpus> {
  const corpus = await openCorpus(join(folder, "c"), { authors, key: TEST_KEY });
  const comments = [
    { id: "1", name: CANARY, text: "An innocent remark." },
    { id: "2", name: CANARY },
  ];
  await crawlStories(corpus.sink(), [{ path: "/a", comments }]);
  return corpus;
}

const bodyOfThread = async (corpus: Corpus): Promise<string> => {
  const { captures } = await corpus.why("https://harbour.example/a");
  const thread = captures.find(({ kind }) => kind === "thread")!;
  return new TextDecoder().decode((await corpus.capture(thread.id))!.body);
};

describe("a commenter's name", () => {
  it("stands nowhere in a default corpus, though its page can still be read with the key", async () => {
    const corpus = await filled("pseudonym");
    expect(filesWith("An innocent remark.")).not.toEqual([]); // the search itself works
    expect(filesWith(CANARY)).toEqual([]);
    expect(await bodyOfThread(corpus)).toContain(CANARY);
    // Compression alone hides a short name from a search, not from a reader.
    const bodies = await corpus.db.selectFrom("body").select(["encoding", "bytes"]).execute();
    expect(new Set(bodies.map(({ encoding }) => encoding))).toEqual(new Set(["zstd+aes-256-gcm"]));
    for (const { bytes } of bodies) expect(() => zstdDecompressSync(bytes)).toThrow();
    const authors = new Set((await corpus.comments()).map(({ author }) => author));
    expect([...authors]).toEqual([expect.stringMatching(/^c_/)]);
    await corpus.close();
    expect(filesWith(CANARY)).toEqual([]);
  });

  it("is left out even if the crawler hands it over", async () => {
    await using corpus = await filled("pseudonym");
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [found("/", { kind: "seed", priority: 0 })], true);
    const lease = (await leaseAll(sink, crawl)).find(({ page }) => page.kind === "thread")!;
    const capture = captureOf(lease.page.url, "answer");
    const thread = threadOf(sink, { path: "/a", comments: [{ id: "9", name: "Somebody new" }] }, capture);
    const comments = thread.comments.map((comment) => ({ ...comment, author: { ...comment.author!, name: CANARY } }));
    const outcome = { kind: "thread", thread: { ...thread, comments } } as const;
    await sink.commit(visitOf(lease, crawl, outcome, { captures: [capture] }));
    expect(await corpus.db.selectFrom("commenter").select("name").execute()).toEqual([{ name: null }, { name: null }]);
    expect(filesWith(CANARY)).toEqual([]);
  });

  it("stands in a corpus made for names", async () => {
    await using corpus = await filled("raw");
    expect(filesWith(CANARY)).not.toEqual([]);
    expect((await corpus.comments().where({ author: CANARY })).map(({ author }) => author)).toEqual([CANARY, CANARY]);
    expect(await bodyOfThread(corpus)).toContain(CANARY);
  });

  it("is nobody in a corpus that drops authors", async () => {
    await using corpus = await filled("drop");
    expect(filesWith(CANARY)).toEqual([]);
    const tree = await corpus.thread(articleIdOf("/a"));
    expect(tree!.comments.map(({ author }) => author)).toEqual([null, null]);
  });
});

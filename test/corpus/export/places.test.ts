// Where exports go: whole or not at all, never in the place of something else, and in words why not.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isStoreError, isUsageError } from "@belowline/schema";
import { afterAll, beforeAll, expect, it } from "vitest";
import { placeError } from "../../../packages/corpus/src/export/place.ts";
import { type Corpus, exportFolder, exportRecords, writeWhole } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";
import { storyCorpus } from "../../support/export/stories.ts";

let corpus: Corpus;
let home: string;
beforeAll(async () => {
  corpus = await storyCorpus(() => engines[0]!.open());
  home = mkdtempSync(join(tmpdir(), "belowline-places-"));
});
afterAll(async () => {
  await corpus.close();
  rmSync(home, { recursive: true, force: true });
});
const at = (name: string): string => join(home, name);
const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail("it was written"),
    (error: unknown) => error,
  );

it("a file follows a link, and leaves a device what it is", async () => {
  writeFileSync(at("old.csv"), "old");
  symlinkSync(at("old.csv"), at("link.csv"));
  await writeWhole(["new"], at("link.csv"));
  expect(lstatSync(at("link.csv")).isSymbolicLink()).toBe(true);
  expect(readFileSync(at("old.csv"), "utf8")).toBe("new");
  symlinkSync("/dev/null", at("null"));
  await writeWhole(["nothing"], at("null"));
  expect(lstatSync(at("null")).isSymbolicLink()).toBe(true);
  expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
});

it.each([
  ["a folder", "talk", "usage/conflict", /that is a folder; name a file in it \(EISDIR\)/],
  ["a folder that is not there", "none/talk.csv", "usage/not-found", /is not there; make that first \(ENOENT\)/],
  ["a file as a folder", "old.csv/talk.csv", "usage/conflict", /a part of that path is a file/],
])("a file is refused before a row is read: %s", async (_, name, code, words) => {
  mkdirSync(at("talk"), { recursive: true });
  const rows = async function* () {
    yield expect.fail("a row was read");
  };
  const error = await caught(writeWhole(rows(), at(name)));
  expect(isUsageError(error)).toBe(true);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
});

it("a folder is refused in words where a file stands, and where none can be made", async () => {
  writeFileSync(at("file"), "mine");
  for (const place of [at("file"), join(at("file"), "tei")]) {
    const error = await caught(exportFolder(corpus, "tei", place));
    expect(error).toMatchObject({ code: "usage/conflict", message: expect.stringMatching(/a part of that path is/) });
  }
  // Node's own recursive mkdir never comes back from here.
  if (existsSync("/proc/self")) expect(isUsageError(await caught(exportFolder(corpus, "tei", "/proc/tei")))).toBe(true);
  expect(readFileSync(at("file"), "utf8")).toBe("mine");
});

it("a full disk and a place one may not write are told as such", () => {
  const full = placeError("x", Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
  expect(isStoreError(full)).toBe(true);
  expect(full).toMatchObject({ message: expect.stringMatching(/^export: x cannot be written: there is no room left/) });
  expect(placeError("x", Object.assign(new Error("EROFS"), { code: "EROFS" }))).toMatchObject({
    message: expect.stringMatching(/can only be read/),
  });
  const other = new Error("other");
  expect(placeError("x", other)).toBe(other);
});

it.runIf(existsSync("/dev/full"))("a full disk fails a file in words", async () => {
  const error = await caught(writeWhole(exportRecords(corpus.comments(), "jsonl"), "/dev/full"));
  expect(error).toMatchObject({ code: "store/failed" });
});

it("what is stopped leaves the older file, and no part of a newer one", async () => {
  mkdirSync(at("stopped"));
  writeFileSync(at("stopped/talk.jsonl"), "old");
  const stop = new AbortController();
  const endless = async function* () {
    for (let n = 0; ; n++) {
      if (n === 100) stop.abort(new Error("enough"));
      yield "x".repeat(100_000);
    }
  };
  await expect(writeWhole(endless(), at("stopped/talk.jsonl"), { signal: stop.signal })).rejects.toThrow("enough");
  expect(readFileSync(at("stopped/talk.jsonl"), "utf8")).toBe("old");
  for (const format of ["convokit", "vertical", "tei"] as const) {
    const halt = new AbortController();
    const folder = exportFolder(corpus, format, at(`stopped/${format}`), {
      // After the last article too: nothing is there that was not wanted any more.
      onProgress: ({ articles }) => articles === 2 && halt.abort(new Error("enough")),
      signal: halt.signal,
    });
    await expect(folder).rejects.toThrow("enough");
  }
  expect(readdirSync(at("stopped"))).toEqual(["talk.jsonl"]);
});

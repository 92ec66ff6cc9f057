// One opener a folder: real processes, really killed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../../packages/corpus/src/db/lock.ts";
import { openCorpus } from "../../../packages/corpus/src/index.ts";
import { type Child, startChild } from "../../support/child.ts";
import { TEST_KEY } from "../../support/corpus.ts";

let folder: string;
let children: Child[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-lock-"));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  rmSync(folder, { recursive: true, force: true });
});
const start = (script: string, ...args: string[]): Child => {
  const child = startChild(script, args);
  children.push(child);
  return child;
};

describe("the lock of a folder", () => {
  it("refuses a second process by pid before it touches a file, and lets it in after a kill -9", async () => {
    const corpus = join(folder, "c");
    const first = start("locker.ts", corpus);
    expect(await first.line()).toBe("open");
    const before = readdirSync(corpus);
    await expect(openCorpus(corpus, { key: TEST_KEY })).rejects.toMatchObject({
      code: "store/locked",
      message: expect.stringContaining(`process ${first.pid}`),
      details: expect.objectContaining({ pid: first.pid }),
    });
    expect(readdirSync(corpus)).toEqual(before);
    await first.kill();
    await using second = await openCorpus(corpus, { key: TEST_KEY });
    expect(await second.articles().count()).toBe(0);
    await expect(openCorpus(corpus, { key: TEST_KEY })).rejects.toMatchObject({
      code: "store/locked",
      message: expect.stringContaining(`this process (pid ${process.pid})`),
    });
  });

  it("is free after it was released, and leaves nothing behind", () => {
    const path = join(folder, "owner.lock");
    takeLock(path).release();
    const again = takeLock(path);
    again.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over when its pid was given to another process since", () => {
    const path = join(folder, "owner.lock");
    const lock = takeLock(path);
    const owner = JSON.parse(readFileSync(path, "utf8"));
    lock.release();
    writeFileSync(path, JSON.stringify({ ...owner, started: "another boot/1", token: "old-token" }));
    const taken = takeLock(path);
    expect(JSON.parse(readFileSync(path, "utf8")).token).not.toBe("old-token");
    expect(readdirSync(folder)).toEqual(["owner.lock"]);
    taken.release();
  });

  it("of another host counts as held, and says how to be sure", () => {
    const path = join(folder, "owner.lock");
    writeFileSync(
      path,
      JSON.stringify({ pid: 1, host: "elsewhere", started: null, token: "t-elsewhere", since: "then" }),
    );
    expect(() => takeLock(path)).toThrow(/process 1 on host elsewhere.*delete/);
  });

  it("that is no lock of ours is left alone", () => {
    const path = join(folder, "owner.lock");
    writeFileSync(path, "half a l");
    expect(() => takeLock(path)).toThrow(/something else/);
    expect(readFileSync(path, "utf8")).toBe("half a l");
  });

  it("of the dead goes to exactly one of many takers", async () => {
    const path = join(folder, "owner.lock");
    const dead = start("lock-taker.ts", path);
    await dead.line();
    dead.tell();
    expect(await dead.line()).toBe("taken");
    await dead.kill();
    const takers = Array.from({ length: 6 }, () => start("lock-taker.ts", path));
    for (const taker of takers) expect(await taker.line()).toBe("ready");
    for (const taker of takers) taker.tell();
    const answers = await Promise.all(takers.map((taker) => taker.line()));
    expect(answers.filter((answer) => answer === "taken")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "store/locked")).toHaveLength(5);
    expect(readdirSync(folder)).toEqual(["owner.lock"]);
  });

  it("survives a taker that died while taking over", () => {
    const path = join(folder, "owner.lock");
    const gone = { pid: 2 ** 22 + 1, host: JSON.parse(lockText(path)).host, started: "x", since: "then" };
    writeFileSync(path, JSON.stringify({ ...gone, token: "first-dead" }));
    writeFileSync(`${path}.first-de`, JSON.stringify({ ...gone, token: "second-dead" }));
    takeLock(path).release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

function lockText(path: string): string {
  const lock = takeLock(path);
  const text = readFileSync(path, "utf8");
  lock.release();
  return text;
}

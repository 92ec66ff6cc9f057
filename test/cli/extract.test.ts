// The batch of `belowline extract --jsonl`: lines, their order, the window, threads that die, and the command as a process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { type Crew, startCrew } from "../../packages/cli/src/batch/crew.ts";
import { inOrder } from "../../packages/cli/src/batch/in-order.ts";
import { linesOf } from "../../packages/cli/src/batch/lines.ts";
import fc from "../support/property.ts";

const MAIN = new URL("../../packages/cli/src/main.ts", import.meta.url).pathname;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

describe("lines", () => {
  it("are the same however the bytes arrive", async () => {
    const line = fc.string({ unit: "binary" }).map((string) => string.replace(/[\r\n\ufeff]/g, "").toWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 7 }),
        async (lines, end, size) => {
          const bytes = new TextEncoder().encode(lines.map((one) => one + end).join(""));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, (i + 1) * size),
          );
          expect(await all(linesOf(each(chunks)))).toEqual(lines);
        },
      ),
    );
  });

  it("end at no line separator of Unicode, which JSON may hold as it stands, and the last needs no end", async () => {
    const bytes = new TextEncoder().encode('\ufeff{"a":"x\u2028y\u2029z"}\nlast');
    expect(await all(linesOf(each([bytes])))).toEqual(['{"a":"x\u2028y\u2029z"}', "last"]);
  });
});

describe("work in order", () => {
  const window = { items: 3, weight: 10, weigh: (item: number) => item };

  it("gives every answer in its place, and never has more in hand than the window", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 20 }),
        async (schedule, items) => {
          const inHand: number[] = [];
          const run = all(
            inOrder(
              each(items),
              async (item) => {
                inHand.push(item);
                expect(inHand.length).toBeLessThanOrEqual(3);
                // The weight is looked at before an item is taken: what was held then was below the window.
                expect(inHand.slice(0, -1).reduce((sum, each) => sum + each, 0)).toBeLessThan(10);
                await schedule.schedule(Promise.resolve());
                inHand.splice(inHand.indexOf(item), 1);
                return item * 2;
              },
              window,
            ),
          );
          await schedule.waitFor(run);
          expect(await run).toEqual(items.map((item) => item * 2));
        },
      ),
    );
  });

  it("takes no more of the input than the window while nobody takes the answers", async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield ++taken;
    }
    const answers = inOrder(endless(), async (item) => item, { ...window, weight: 1000 });
    expect((await answers.next()).value).toBe(1);
    expect(taken).toBeLessThanOrEqual(3 + 1);
    await answers.return(undefined);
  });

  it("lets an answer out while the input is silent", async () => {
    async function* oneAndSilence(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => {});
    }
    expect((await inOrder(oneAndSilence(), async (item) => item, window).next()).value).toBe(1);
  });

  it("fails with the input", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error("the disk is gone");
    }
    await expect(all(inOrder(broken(), async (item) => item, window))).rejects.toThrow("the disk is gone");
  });
});

describe("a crew of threads", () => {
  let crew: Crew<{ text: string; threadId: number }>;
  afterEach(() => crew.stop());
  const hire = (file: string, size: number): void => {
    crew = startCrew({ worker: new URL(file, import.meta.url), workerData: null, size, limitMs: 1000, heapMb: 64 });
  };

  it("loses the page that hangs, ends, breaks or overfills its thread, and no other", async () => {
    hire("../support/odd-worker.ts", 2);
    const orders = ["a", "hang", "b", "exit", "c", "throw", "d", "later", "e", "hoard", "f"];
    const answers = await Promise.all(orders.map((text, line) => crew.work({ text, line })));
    expect(answers.map((answer) => ("fault" in answer ? answer.fault : answer.value.text))).toEqual([
      "a",
      "took longer than 1 s",
      "b",
      "ended its worker with code 3",
      "c",
      "broke its worker: a bad page",
      "d",
      "broke its worker: a late fault",
      "e",
      "needs more than 64 MB",
      "f",
    ]);
  });

  it("answers few orders with few threads", async () => {
    hire("../support/odd-worker.ts", 8);
    const threads = new Set<number>();
    for (let line = 0; line < 5; line++) {
      const answer = await crew.work({ text: "again", line });
      if ("value" in answer) threads.add(answer.value.threadId);
    }
    expect(threads.size).toBe(1);
  });

  it("fails as a whole when its threads cannot start", async () => {
    hire("../support/no-such-worker.ts", 2);
    await expect(Promise.all([crew.work({ text: "a", line: 1 }), crew.work({ text: "b", line: 2 })])).rejects.toThrow(
      "no-such-worker",
    );
  });
});

describe("belowline extract --jsonl", () => {
  const page = (n: number): string =>
    JSON.stringify({
      id: n,
      url: `https://news.example/2026/03/story-${n}/`,
      html: `<html><head><meta property="og:type" content="article"></head><body><article><h1>Story ${n}</h1>
  <p>${"In the valley the water office counts the days without rain, and asks for patience. ".repeat(1 + ((n * 7) % 40))}</p>
  <p>Nobody there remembers a drier spring than this one, and the oldest have seen ninety of them.</p></article></body></html>`,
    });
  const start = () => spawn(process.execPath, [MAIN, "extract", "--jsonl"], { stdio: "pipe" });

  it("gives many lines their records in the order of the lines, bad ones among them", async () => {
    const lines = Array.from({ length: 60 }, (_, n) => (n % 20 === 7 ? "{broken" : page(n)));
    const child = start();
    child.stdin.end(`${lines.join("\n")}\n`);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    const records = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ id, article }) => [id, article?.headline ?? null])).toEqual(
      lines.map((_, n) => (n % 20 === 7 ? [null, null] : [n, `Story ${n}`])),
    );
    expect([...err.matchAll(/extract: line (\d+):/g)].map((found) => found[1])).toEqual(["8", "28", "48"]);
    expect(code).toBe(1);
  });

  it("answers a line before the next one comes", async () => {
    const child = start();
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const n of [1, 2]) {
      child.stdin.write(`${page(n)}\n`);
      expect(JSON.parse((await answers.next()).value as string)).toMatchObject({
        id: n,
        article: { headline: `Story ${n}` },
      });
    }
    child.stdin.end();
    expect((await answers.next()).done).toBe(true);
  });

  it("gives the same records in this process and in threads", async () => {
    const run = async (lines: readonly string[]): Promise<string[]> => {
      const child = start();
      child.stdin.end(lines.join("\n"));
      return (await text(child.stdout)).trimEnd().split("\n");
    };
    const lines = Array.from({ length: 12 }, (_, n) => page(n));
    const [few, many] = await Promise.all([run(lines.slice(0, 3)), run(lines)]);
    expect(many.slice(0, 3)).toEqual(few);
  });
});

// A batch of lines to records, in order: in this process when they are few, else on every core.
import { availableParallelism } from "node:os";
import type { AuthorMode } from "@belowline/schema";
import { startCrew } from "./crew.ts";
import { inOrder } from "./in-order.ts";
import { linesOf } from "./lines.ts";
import type { LineRecord } from "./record.ts";

/** Reading a page takes tens of milliseconds; one that takes this long would take for ever. */
const LIMIT_MS = 60_000;
/** A page that needs more holds a tree of tens of millions of nodes. */
const HEAP_MB = 2048;
/** Enough for every worker to find its next line waiting; what is read beyond only takes memory. */
const LINES_A_WORKER = 4;
/** Characters of all lines in hand: some hundred ordinary pages. */
const WINDOW_CHARACTERS = 32 * 1024 * 1024;
/** A thread loads the extractor in about the time of this many pages. */
const FEW_LINES = 4;
const FEW_CHARACTERS = 1024 * 1024;
/** Input of a file or a finished program has come to its end by then; who still writes has more to come. */
const LULL_MS = 25;

interface Numbered {
  readonly text: string;
  readonly line: number;
}

/** Empty lines have no record. */
export async function* recordsOf(input: AsyncIterable<Uint8Array>, authors: AuthorMode): AsyncGenerator<LineRecord> {
  const lines = numbered(linesOf(input));
  const { first, ended, rest } = await opening(lines);
  if (ended) {
    const { recordOfLine } = await import("./record.ts");
    for (const { text, line } of first) yield recordOfLine(text, line, authors);
    return;
  }
  const size = availableParallelism();
  const crew = startCrew<LineRecord>({
    worker: new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url),
    workerData: { authors },
    size,
    limitMs: LIMIT_MS,
    heapMb: HEAP_MB,
  });
  try {
    yield* inOrder(
      rest,
      async (order: Numbered) => {
        const answer = await crew.work(order);
        return "value" in answer ? answer.value : faultRecord(order, answer.fault);
      },
      { items: size * LINES_A_WORKER, weight: WINDOW_CHARACTERS, weigh: ({ text }) => text.length },
    );
  } finally {
    await crew.stop();
  }
}

async function* numbered(lines: AsyncIterable<string>): AsyncGenerator<Numbered> {
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() !== "") yield { text, line };
  }
}

interface Opening {
  readonly first: readonly Numbered[];
  /** These were all. */
  readonly ended: boolean;
  /** All lines from the first on. */
  readonly rest: AsyncIterable<Numbered>;
}

/** Reads until the input shows whether it is small: its end, or more than a few lines, or a lull. */
async function opening(lines: AsyncGenerator<Numbered>): Promise<Opening> {
  const first: Numbered[] = [];
  let characters = 0;
  let timer: NodeJS.Timeout | undefined;
  let lull: Promise<undefined> | undefined;
  let coming: Promise<IteratorResult<Numbered>> | undefined;
  let ended = false;
  while (first.length <= FEW_LINES && characters <= FEW_CHARACTERS) {
    coming ??= lines.next();
    const next = await (lull ? Promise.race([coming, lull]) : coming);
    if (next === undefined) break;
    // Before the first line there is nothing to do, and so nothing to hurry for.
    lull ??= new Promise((resolve) => {
      timer = setTimeout(() => resolve(undefined), LULL_MS);
    });
    coming = undefined;
    ended = next.done === true;
    if (next.done) break;
    first.push(next.value);
    characters += next.value.text.length;
  }
  clearTimeout(timer);
  async function* rest(): AsyncGenerator<Numbered> {
    yield* first;
    const next = await coming;
    if (next?.done) return;
    if (next) yield next.value;
    yield* lines;
  }
  return { first, ended, rest: rest() };
}

function faultRecord({ text, line }: Numbered, fault: string): LineRecord {
  const complaint = `line ${line}: the page ${fault}; it was left out, and the rest went on`;
  return { json: JSON.stringify({ id: idOf(text), article: null, thread: null, error: complaint }), complaint };
}

function idOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { id?: unknown } | null)?.id ?? null;
  } catch {
    return null;
  }
}

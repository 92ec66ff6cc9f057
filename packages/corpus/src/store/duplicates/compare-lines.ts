// comparePairs(): candidate pairs as lines in, what they are to each other as lines out; without a database, on any machine.
import { UsageError } from "@belowline/schema";
import { COPIED_COMMENT, type CommentRule } from "../../dedupe/comment.ts";
import { readFor } from "./judge.ts";
import { type Numbered, type Pleaded, startJudges } from "./judges.ts";
import { batchesOfLines } from "./lines.ts";

/** Lines that are compared together. */
const BATCH = 1000;

/**
 * Reads lines of pairs.jsonl, as candidates.sql writes them, and gives a line for each pair that is one; the others have none. The
 * lines of a file may be split over any number of machines.
 *
 * @throws UsageError `usage/invalid-value` for a line that is none
 * @example
 * import { open } from "node:fs/promises";
 * const pairs = (await open("pairs.jsonl")).readLines();
 * for await (const line of comparePairs(pairs, { threads: 4 })) process.stdout.write(line);
 */
export async function* comparePairs(
  lines: AsyncIterable<string> | Iterable<string>,
  { threads = 0 }: { readonly threads?: number } = {},
): AsyncGenerator<string> {
  const { judges, stop } = startJudges(threads);
  try {
    for await (const batch of batchesOfLines(lines, BATCH, readLine)) {
      // Comments of one hand-out have one rule, so these are one or two calls.
      for (const [rule, pairs] of Map.groupBy(batch, (one) => one.rule))
        for (const likeness of await judges(
          pairs.map(({ pair }) => pair),
          rule === null ? COPIED_COMMENT : (JSON.parse(rule) as CommentRule),
        ))
          yield `${JSON.stringify(likeness)}\n`;
    }
  } finally {
    await stop();
  }
}

interface ReadLine {
  readonly pair: Pleaded;
  readonly rule: string | null;
}

interface GivenSide {
  readonly number: number;
  readonly text: string;
  readonly held: readonly (readonly [hash: number, held: number])[];
}

function readLine(line: string, number: number): ReadLine {
  const given = parsed(line) as { kind: Numbered["kind"]; rule: string | null; a: GivenSide; b: GivenSide } | undefined;
  const fine =
    (given?.kind === "article" || given?.kind === "comment") &&
    (given.rule == null || typeof parsed(given.rule) === "object") &&
    [given.a, given.b].every(isSide);
  if (!given || !fine) {
    throw new UsageError(
      "usage/invalid-value",
      `dupes --compare: line ${number} is no pair; expected {"kind", "rule", "a": {"number", "text", "held"}, "b": ...}, as candidates.sql writes it`,
      { line: number },
    );
  }
  const side = (one: GivenSide): Numbered => ({
    number: one.number,
    kind: given.kind,
    ...readFor(one.text, new Map(one.held)),
  });
  return { pair: [side(given.a), side(given.b)], rule: given.rule ?? null };
}

function isSide(side: GivenSide | undefined): boolean {
  return (
    Number.isInteger(side?.number) &&
    typeof side?.text === "string" &&
    Array.isArray(side.held) &&
    side.held.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isInteger))
  );
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(json as string);
  } catch {
    return undefined;
  }
}

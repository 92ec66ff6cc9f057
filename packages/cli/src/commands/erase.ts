// belowline erase: says what would go, asks once, and erases it for good.
import { createInterface } from "node:readline/promises";
import type { EraseReport, EraseTarget } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { EXIT } from "../exit.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface EraseFlags extends CorpusOption {
  readonly comment?: string;
  readonly commenter?: string;
  readonly name?: string;
  readonly url?: string;
  readonly publisher?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

export async function eraseCommand({ corpus, dryRun, yes, json, ...named }: EraseFlags): Promise<void> {
  const target = named as EraseTarget;
  const words = json ? process.stderr : process.stdout;
  await withCorpus({ corpus }, { create: false }, async (opened) => {
    const plan = await opened.erase(target, { dryRun: true });
    words.write(`${inWords(plan, "would go")}\n`);
    const done = dryRun ? plan : (yes ?? (await isMeant())) ? await opened.erase(target) : undefined;
    if (!done) {
      process.stderr.write("nothing was erased\n");
      process.exitCode = EXIT.failed;
      return;
    }
    if (!dryRun) words.write(`${inWords(done, "erased")}\n`);
    if (json) await write(`${JSON.stringify(done, null, 2)}\n`);
  });
}

/** Nobody is asked where nobody can answer: a script says --yes. */
async function isMeant(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError("usage/missing-value", "erase: expected --yes, because there is no terminal to ask at", {
      option: "yes",
    });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question('This cannot be undone. Type "erase" to go on: ')).trim() === "erase";
  } finally {
    asking.close();
  }
}

function inWords(report: EraseReport, what: string): string {
  const { articles, threads, comments, commenters, pages, captures, bodies } = report;
  return [
    `${what}: ${articles} articles, ${threads} threads, ${comments} comments, ${commenters} commenters`,
    `${pages} addresses, ${captures} of their captures; ${bodies} other captures lose their bytes because they print the same words`,
  ].join("\n");
}

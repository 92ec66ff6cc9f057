// Any order of publishing, editing, deleting, crawling, failing, killing, reopening and erasing: the corpus holds what a simple model says it must.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCorpus } from "@belowline/corpus";
import { expect, it } from "vitest";
import { TEST_KEY } from "../support/corpus.ts";
import { COMMANDS, play, type Real } from "../support/model/commands.ts";
import { freshDatabase } from "../support/postgres.ts";
import fc from "../support/property.ts";
import { emptied } from "../support/rows.ts";

/** `pnpm test:model` asks for 1,000. */
const RUNS = Number(process.env.BELOWLINE_MODEL_RUNS ?? 4);
/** A folder takes four times as long. */
const IN_FOLDER = Math.ceil(RUNS / 2);
const SEED = process.env.BELOWLINE_MODEL_SEED;
const TIMEOUT = 120_000 + RUNS * 20_000;

async function agrees(target: string, runs: number): Promise<void> {
  const real: Real = { target, corpus: await openCorpus(target, { key: TEST_KEY }), hours: 0 };
  let crawls = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: 30, size: "max" }), async (commands) => {
        await emptied(real.corpus);
        await play(commands, real);
        crawls += real.hours;
      }),
      { numRuns: runs, endOnFailure: RUNS <= 10, ...(SEED ? { seed: Number(SEED) } : {}) },
    );
    expect(crawls).toBeGreaterThan(0);
  } finally {
    await real.corpus.close();
  }
}

it(`holds in a folder (${IN_FOLDER} runs)`, { timeout: TIMEOUT }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "belowline-model-"));
  try {
    await agrees(join(folder, "corpus"), IN_FOLDER);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it(`holds in PostgreSQL (${RUNS} runs)`, { timeout: TIMEOUT }, async () => {
  const { url, drop } = await freshDatabase();
  try {
    await agrees(url, RUNS);
  } finally {
    await drop();
  }
});

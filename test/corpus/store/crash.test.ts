// kill -9 in the middle of commits: nothing acknowledged is lost, nothing is half there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openCorpus } from "../../../packages/corpus/src/index.ts";
import { startChild } from "../../support/child.ts";
import { TEST_KEY } from "../../support/corpus.ts";

it("keeps every acknowledged commit, whole, through three kills", async () => {
  const folder = mkdtempSync(join(tmpdir(), "belowline-crash-"));
  try {
    const acknowledged: string[] = [];
    for (const round of [0, 1, 2]) {
      const child = startChild("committer.ts", [join(folder, "c"), String(round * 1000)]);
      for (let heard = 0; heard < 4 + round * 3; heard++) acknowledged.push((await child.line())!);
      await child.kill(); // it is in the midst of the next one
    }
    await using corpus = await openCorpus(join(folder, "c"), { key: TEST_KEY });
    const stored = (await corpus.articles()).map(({ url }) => new URL(url).pathname);
    for (const path of acknowledged) expect(stored).toContain(path);
    expect(new Set(stored).size).toBe(stored.length);
    for (const thread of await corpus.threads()) {
      const there = await corpus.comments().where({ articleId: thread.articleId }).count();
      expect([0, 5], thread.key).toContain(there);
      expect(there).toBe(thread.collected);
      if (acknowledged.includes(thread.key)) expect(there).toBe(5);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

// belowline watch: a round's report as it ends, and a quiet end on Ctrl-C.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";

const MAIN = new URL("../../packages/cli/src/main.ts", import.meta.url).pathname;

it("tells each round in one line and stops when it is told to", { timeout: 120_000 }, async () => {
  const site = await startSite({ articles: 3 });
  const folder = await mkdtemp(join(tmpdir(), "belowline-watch-"));
  const child = spawn(
    process.execPath,
    [MAIN, "watch", site.url, "--corpus", join(folder, "corpus"), "--allow-private-network", "--json", "--quiet"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  try {
    const ended = once(child, "exit");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    expect(JSON.parse(line)).toMatchObject({ state: "finished", spared: { bytes: 0 } });
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
    await site.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

// belowline watch: a round's report as it ends, and a quiet end on Ctrl-C.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { commandLine } from "../support/command-line.ts";

it("tells each round in one line and stops when it is told to", { timeout: 120_000 }, async () => {
  const site = await startSite({ articles: 3 });
  const line = await commandLine();
  const child = line.start(["watch", site.url, "--allow-private-network", "--json", "--quiet"]);
  try {
    const ended = once(child, "exit");
    const [told] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    expect(JSON.parse(told)).toMatchObject({ state: "finished", spared: { bytes: 0 } });
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
    await site.stop();
    await line.close();
  }
});

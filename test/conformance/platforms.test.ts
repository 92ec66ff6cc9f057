// Every adapter with an interface against a server that behaves like its platform, under every fault.
import { describe, expect, it } from "vitest";
import type { AnyPlatform } from "../../packages/scraper/src/comments/platform.ts";
import { platforms } from "../../packages/scraper/src/platforms/index.gen.ts";
import { FAULTS, type FaultName, faultOf } from "../support/platform-server/faults.ts";
import { runFault, walkEmpty } from "../support/platform-server/run.ts";
import { allServers } from "../support/platform-server/servers.ts";

const servers = await allServers();
const faults = Object.keys(FAULTS) as FaultName[];

it("has a server for every adapter that reads anything", () => {
  const served = servers.map((server) => server.platform.id);
  const reading = (platforms as readonly AnyPlatform[]).filter(({ access }) => access !== "detect-only");
  expect(reading.map((platform) => platform.id).filter((id) => !served.includes(id))).toEqual([]);
});

it("sends nothing that would make a thread where there is none", async () => {
  const guarded = servers.filter(({ platform }) => platform.createsOnRead !== undefined);
  expect(guarded.map(({ platform }) => platform.id)).toEqual(
    expect.arrayContaining(["comentario", "coral", "coral-talk", "discourse-embed", "viafoura"]),
  );
  for (const server of guarded) {
    const { asks, thread } = await walkEmpty(server);
    expect(asks.length, server.platform.id).toBeGreaterThan(0);
    expect(
      asks.filter((ask) => server.platform.createsOnRead!(ask)),
      server.platform.id,
    ).toEqual([]);
    expect(thread.comments, server.platform.id).toEqual([]);
  }
});

describe.each(servers)("$platform.id", (server) => {
  it.each(faults)("gives the thread or names the gap: %s", async (fault) => {
    // Printed pages are short, and each of their questions parses one.
    const size = server.platform.access === "in-page" ? 100 : 250;
    const verdict = await runFault(server, fault, { seed: 7, size });
    expect([verdict.sound, verdict.silent], `${faultOf(fault).does}: ${verdict.cell}`).toEqual([true, 0]);
  });
});

// Every adapter with an interface against a server that behaves like its platform, under every fault.
import { describe, expect, it } from "vitest";
import type { AnyPlatform } from "../../packages/scraper/src/comments/platform.ts";
import { platforms } from "../../packages/scraper/src/platforms/index.gen.ts";
import { FAULTS, type FaultName, faultOf } from "../support/platform-server/faults.ts";
import { runFault } from "../support/platform-server/run.ts";
import { allServers } from "../support/platform-server/servers.ts";

const servers = await allServers();
const faults = Object.keys(FAULTS) as FaultName[];
const ASKING: readonly AnyPlatform["access"][] = ["public-api", "needs-key", "needs-login"];

it("has a server for every adapter that asks an interface", () => {
  const served = servers.map((server) => server.platform.id);
  const asking = (platforms as readonly AnyPlatform[]).filter((platform) => ASKING.includes(platform.access));
  expect(asking.map((platform) => platform.id).filter((id) => !served.includes(id))).toEqual([]);
});

describe.each(servers)("$platform.id", (server) => {
  it.each(faults)("gives the thread or names the gap: %s", async (fault) => {
    const verdict = await runFault(server, fault, { seed: 7, size: 450 });
    expect([verdict.sound, verdict.silent], `${faultOf(fault).does}: ${verdict.cell}`).toEqual([true, 0]);
  });
});

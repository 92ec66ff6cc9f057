// docs/politeness.md against the code: every number it states is the one that is obeyed.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { POLITE_DELAY_S } from "../packages/scraper/src/crawl/options.ts";
import { RESERVED_DAYS } from "../packages/scraper/src/crawl/visit-page.ts";
import { TRAP_KINDS, TRAP_LIMITS } from "../packages/scraper/src/discover/traps.ts";
import { LIMITS } from "../packages/scraper/src/fetch/client.ts";
import { HEADER_BYTES } from "../packages/scraper/src/fetch/connection.ts";
import * as gate from "../packages/scraper/src/fetch/gate.ts";
import * as files from "../packages/scraper/src/fetch/host-file.ts";
import { LONGEST_CRAWL_DELAY_S } from "../packages/scraper/src/fetch/robots.ts";

const text = readFileSync(new URL("../docs/politeness.md", import.meta.url), "utf8");

it("states every limit with its number", () => {
  const { TURN_SECONDS, LONGEST_WAIT_S, FIRST_REST_S, LONGEST_REST_S } = gate;
  const { FILE_BYTES, FILE_DAY_S, FILE_REDIRECTS, FILE_RETRY_S } = files;
  const own = { POLITE_DELAY_S, LONGEST_CRAWL_DELAY_S, RESERVED_DAYS, HEADER_BYTES };
  const turns = { TURN_SECONDS, LONGEST_WAIT_S, FIRST_REST_S, LONGEST_REST_S };
  const robots = { FILE_BYTES, FILE_DAY_S, FILE_REDIRECTS, FILE_RETRY_S };
  const stated = Object.fromEntries([...text.matchAll(/<!-- (\w+) -->(\d+)/g)].map(([, name, n]) => [name, Number(n)]));
  expect(stated).toEqual({ ...own, ...turns, ...robots, ...LIMITS, ...TRAP_LIMITS });
});

it("names every kind of trap", () => {
  for (const kind of TRAP_KINDS) expect(text).toContain(`\`${kind}\``);
});

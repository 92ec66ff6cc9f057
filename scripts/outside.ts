// Asks real sites for the scripts that need one: politely, with robots.txt obeyed and a name, as a crawl would.
import type { Ask, Capture, Gap } from "../packages/schema/src/index.ts";
import { courierFor, recentCaptures } from "../packages/scraper/src/crawl/courier.ts";
import { createClient, userAgentOf } from "../packages/scraper/src/fetch/client.ts";
import type { Keys } from "../packages/scraper/src/fetch/key.ts";
import { memoryHosts } from "../packages/scraper/src/fetch/memory-hosts.ts";
import { reservationsOver } from "../packages/scraper/src/fetch/reservations.ts";
import { robotsOver } from "../packages/scraper/src/fetch/robots.ts";

export interface OutsideOptions {
  /** An address by which a site's owner can reach whoever runs the script. */
  readonly contact: string | null;
  readonly allowPrivateNetwork: boolean;
  readonly keys?: Keys;
}

export interface Outside extends AsyncDisposable {
  /** One question, one answer; a Gap where it cannot be had, or must not. */
  ask(ask: Ask): Promise<Capture | Gap>;
}

/** Seconds between two requests to one host. */
const DELAY_S = 5;

/** @param page what is asked about */
export function outside(page: string, { contact, allowPrivateNetwork, keys }: OutsideOptions): Outside {
  const hosts = memoryHosts();
  const client = createClient({
    userAgent: userAgentOf(contact),
    hosts,
    delay: allowPrivateNetwork ? 0 : DELAY_S,
    inside: allowPrivateNetwork ? [new URL(page).hostname] : [],
    ...(keys ? { keys } : {}),
  });
  const robots = robotsOver(client, hosts);
  const reservations = reservationsOver(client, hosts, robots);
  const courier = courierFor({ client, robots, reservations, recent: recentCaptures(), exempt: false }, page);
  return { ask: courier.ask, [Symbol.asyncDispose]: () => client.close() };
}

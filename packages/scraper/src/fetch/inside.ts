// Which hosts on this machine or network a crawl may reach: those that the user named, and never on the word of a public one.
import { lookup } from "node:dns";
import { promisify } from "node:util";
import { publisherOf } from "@belowline/schema";
import { literalOf, reachOf } from "./address.ts";

/** Whether what a page of the host `from` names may be reached although it lies on this machine or network. */
export type Inside = (host: string, from: string) => Promise<boolean>;

/**
 * Open are named hosts at local addresses, and others of a site whose named host is at one. Only they themselves lead there: else the
 * first public page with a redirect or a link would have us ask whatever listens inside. Where a host is is looked up once, so that
 * one cannot be public when it is asked about and inside when it is asked for.
 *
 * @param named hosts without ports
 * @example
 * const inside = insideOf(["localhost"]);
 * await inside("localhost", "localhost"); // true
 * await inside("localhost", "news.example"); // false
 */
export function insideOf(named: readonly string[]): Inside {
  const known = new Map<string, Promise<boolean>>();
  const isLocal = (host: string): Promise<boolean> => {
    const held = known.get(host) ?? isAtLocal(host);
    known.set(host, held);
    held.catch(() => known.delete(host));
    return held;
  };
  const siteOf = (host: string): string => publisherOf(`http://${host}/`);
  const isOpen = async (host: string): Promise<boolean> => {
    if (named.includes(host)) return true;
    for (const other of named) if (siteOf(other) === siteOf(host) && (await isLocal(other))) return true;
    return false;
  };
  return async (host, from) => {
    if (named.length === 0) return false;
    try {
      return (await isOpen(host)) && (await isLocal(host)) && (host === from || (await isLocal(from)));
    } catch {
      return false; // no address: the connection will say why
    }
  };
}

async function isAtLocal(host: string): Promise<boolean> {
  const literal = literalOf(host);
  const addresses = literal === undefined ? await promisify(lookup)(host, { all: true }) : [{ address: literal }];
  return addresses.every(({ address }) => reachOf(address) === "local");
}

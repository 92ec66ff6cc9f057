// Connections: names are resolved once, every address is vetted, and the vetted address is the one connected to.
import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { FetchError } from "@belowline/schema";
import { Agent } from "undici";
import { literalOf, type Reach, reachOf } from "./address.ts";
import { tunnelling } from "./proxy.ts";
import { shownUrl } from "./shown.ts";

/** Ports on which the public web answers; anything else is somebody's database or mail server. */
const WEB_PORTS = new Set(["", "80", "443", "8080", "8443"]);

/** How far in a request may go. */
export type Allowed = Exclude<Reach, "forbidden">;

/** Refuses what no crawler should ask for, before any packet is sent. Called for every hop of a redirect. */
export function vetUrl(url: URL, allowed: Allowed): void {
  const shown = shownUrl(url.href);
  const where = { url: shown };
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new FetchError("refused-scheme", `expected an http or https address, got ${shown}`, where);
  }
  if (url.username !== "" || url.password !== "") {
    throw new FetchError(
      "refused-address",
      `${url.origin}: addresses with a user name or password are not fetched`,
      where,
    );
  }
  if (allowed === "public" && !WEB_PORTS.has(url.port)) {
    throw new FetchError("refused-port", `${shown}: port ${url.port} is no port of the public web; ${OPENING}`, where);
  }
  const literal = literalOf(url.hostname);
  if (literal !== undefined) vetAddress(literal, url.hostname, allowed);
}

const OPENING =
  "pass --allow-private-network for a site on this machine or network, and name it as a seed: no public site leads there";

function vetAddress(address: string, host: string, allowed: Allowed): void {
  const reach = reachOf(address);
  if (reach === "public" || reach === allowed) return;
  const hint = reach === "local" ? `; ${OPENING}` : "";
  throw new FetchError("refused-address", `${host} leads to ${address}, which is no public address${hint}`, {
    host,
    address,
  });
}

/** Bytes of all response headers together. */
export const HEADER_BYTES = 64 * 1024;

/** Milliseconds until a connection stands. */
const CONNECT_MS = 15_000;

/**
 * An undici agent with one connection an origin, whose resolver hands out vetted addresses only. It knows no proxy but one that is
 * given, whatever the environment says.
 */
export function vettedAgent(allowed: Allowed, proxy?: URL): Agent {
  const lookup = vettedLookup(allowed);
  // Stated, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would turn it off.
  const tls = { rejectUnauthorized: true } as const;
  return new Agent({
    connections: 1,
    pipelining: 1,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    keepAliveTimeout: 10_000,
    connect: proxy ? tunnelling(proxy, lookup, CONNECT_MS, tls) : { ...tls, timeout: CONNECT_MS, lookup },
  });
}

/** Every record must be fit: a name that mixes public and internal addresses is an attack, not a site. */
const vettedLookup =
  (allowed: Allowed): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        callback(error, []);
        return;
      }
      try {
        for (const { address } of addresses) vetAddress(address, hostname, allowed);
      } catch (refusal) {
        callback(refusal as NodeJS.ErrnoException, []);
        return;
      }
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };

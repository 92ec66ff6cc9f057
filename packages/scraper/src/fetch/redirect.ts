// What the next request of a redirect is: where to, by which method, and without what was meant for the first host only.
import { type Ask, FetchError } from "@belowline/schema";
import { isSecretHeader, shownUrl } from "./shown.ts";

/** A hop: an address with what is sent there. */
export interface Hop {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The status that led here; 0 for the first. */
  readonly status: number;
}

export const firstHop = (url: URL, ask: Ask, headers: Readonly<Record<string, string>>): Hop => ({
  url,
  method: ask.method ?? "GET",
  body: ask.body ?? null,
  headers,
  status: 0,
});

/**
 * The hop that a redirect asks for; undefined where the answer is none. As the Fetch standard has it
 * (https://fetch.spec.whatwg.org/#http-redirect-fetch): 303 and a redirected POST become GET, 307 and 308 keep what they are,
 * and another origin gets no credentials.
 */
export function nextHop(from: Hop, status: number, location: string | undefined): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = URL.parse(location, from.url.href);
  if (!url) {
    throw new FetchError("refused-address", `${shownUrl(from.url.href)} redirects to no address at all`, {
      url: shownUrl(from.url.href),
    });
  }
  url.hash = "";
  const asGet = status === 303 || (from.method === "POST" && status < 303);
  const foreign = url.origin !== from.url.origin;
  const dropped = (name: string): boolean =>
    (foreign && isSecretHeader(name)) || (asGet && name.toLowerCase().startsWith("content-"));
  return {
    url,
    method: asGet ? "GET" : from.method,
    body: asGet ? null : from.body,
    headers: Object.fromEntries(Object.entries(from.headers).filter(([name]) => !dropped(name))),
    status,
  };
}

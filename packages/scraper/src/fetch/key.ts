// The user's own keys: put into a request at the last moment, so that no capture, message or log ever holds one.
import { type Ask, FetchError } from "@belowline/schema";

/** Keys by the name that an adapter gives them, which is the platform's. */
export type Keys = Readonly<Record<string, string>>;

/** What is really sent for a question: its address and headers with the key in place. */
export interface Keyed {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Puts the key that a question names into its address or a header; a question that names none stays as it is.
 *
 * @throws FetchError `no-key` where the user gave none; nothing is sent then
 */
export function withKey(ask: Ask, keys: Keys): Keyed {
  const url = new URL(ask.url);
  if (ask.key === undefined) return { url, headers: {} };
  const { name, query, header, scheme } = ask.key;
  const secret = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (secret === undefined || secret === "") {
    const variable = variableOf(name);
    throw new FetchError(
      "no-key",
      `${url.host} answers only with a key of your own: put it into the environment variable ${variable}, or the path of a file with it into ${variable}_FILE`,
      { key: name },
    );
  }
  if (query !== undefined) url.searchParams.set(query, secret);
  return {
    url,
    headers: header === undefined ? {} : { [header]: scheme === undefined ? secret : `${scheme} ${secret}` },
  };
}

/** A redirect may repeat the query it was asked with: the key does not belong into what is kept of it. */
export function withoutKey(url: URL, { key }: Ask): URL {
  if (key?.query !== undefined && url.searchParams.has(key.query)) url.searchParams.delete(key.query);
  return url;
}

/** `BELOWLINE_API_KEY_HYVOR_TALK` for `hyvor-talk`. */
export const variableOf = (name: string): string => `BELOWLINE_API_KEY_${name.toUpperCase().replaceAll("-", "_")}`;

// An address as it may be shown in messages and logs: without passwords, keys and tokens.
import { parseUrl } from "@belowline/schema";

/** Query parameters that let their holder in, by their usual names. */
const SECRET_PARAMETER = /^(?:.*[_-])?(?:token|key|apikey|secret|password|passwd|pwd|auth|signature|sig|session|sid)$/i;

/** Request headers that let their holder in. */
const SECRET_HEADER = /^(?:authorization|proxy-authorization|cookie)$|(?:^|-)(?:key|apikey|token|secret|auth)$/i;

export const HIDDEN = "(hidden)";

/** Never longer than 300 characters. */
export function shownUrl(address: string): string {
  const url = parseUrl(address) ?? URL.parse(address);
  if (!url) return address.replace(/\/\/[^/@\s]*@/, "//").slice(0, 300);
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys())) {
    if (SECRET_PARAMETER.test(name)) url.searchParams.set(name, HIDDEN);
  }
  return url.href.slice(0, 300);
}

export const isSecretHeader = (name: string): boolean => SECRET_HEADER.test(name);

/** Headers as they are kept with a capture. */
export const shownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isSecretHeader(name) ? HIDDEN : value]));

// What the environment or a file that it names says: keys of comment platforms, platforms that may be read, and a proxy's login.
import { readFileSync } from "node:fs";
import { UsageError } from "@belowline/schema";

const PREFIX = "BELOWLINE_API_KEY_";

/**
 * Reads `BELOWLINE_API_KEY_<PLATFORM>` and `BELOWLINE_API_KEY_<PLATFORM>_FILE`. The values go nowhere but into the requests that need them.
 *
 * @throws UsageError where a file cannot be read; it names the variable, never what it holds
 */
export function keysFrom(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || value === undefined || value.trim() === "") continue;
    const isFile = variable.endsWith("_FILE");
    const name = variable.slice(PREFIX.length, isFile ? -"_FILE".length : undefined);
    keys[name.toLowerCase().replaceAll("_", "-")] = isFile ? readSecret(variable, value) : value.trim();
  }
  return keys;
}

/**
 * The platforms of the command line and of `BELOWLINE_ENABLE_PLATFORMS` (`disqus, coral@news.example`), or of the file that
 * `BELOWLINE_ENABLE_PLATFORMS_FILE` names: one a line, what stands behind `#` is a remark.
 *
 * @throws UsageError where the file cannot be read
 */
export function enabledFrom(
  given: readonly string[] | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly enablePlatforms?: readonly string[] } {
  const file = environment.BELOWLINE_ENABLE_PLATFORMS_FILE?.trim();
  const lines = file ? readSecret("BELOWLINE_ENABLE_PLATFORMS_FILE", file).split("\n") : [];
  const named = [...lines.map((line) => line.replace(/#.*$/s, "")), environment.BELOWLINE_ENABLE_PLATFORMS ?? ""]
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((name) => name !== "");
  const all = [...new Set([...(given ?? []), ...named])];
  return all.length === 0 ? {} : { enablePlatforms: all };
}

/**
 * A proxy's address with the login of `BELOWLINE_PROXY_LOGIN`, or of the file that `BELOWLINE_PROXY_LOGIN_FILE` names: `user:password`.
 *
 * @throws UsageError where the file cannot be read, or there is no colon
 */
export function proxyFrom(
  address: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly proxy?: string } {
  if (address === undefined) return {};
  const file = environment.BELOWLINE_PROXY_LOGIN_FILE;
  const login =
    environment.BELOWLINE_PROXY_LOGIN?.trim() || (file ? readSecret("BELOWLINE_PROXY_LOGIN_FILE", file) : "");
  const url = URL.parse(address);
  if (login === "" || !url) return { proxy: address };
  const colon = login.indexOf(":");
  if (colon < 1) {
    throw new UsageError("usage/invalid-value", "BELOWLINE_PROXY_LOGIN: expected user:password", {
      variable: "BELOWLINE_PROXY_LOGIN",
    });
  }
  url.username = encodeURIComponent(login.slice(0, colon));
  url.password = encodeURIComponent(login.slice(colon + 1));
  return { proxy: url.href };
}

function readSecret(variable: string, path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError("usage/invalid-value", `${variable}: expected the path of a readable file (${code})`, {
      variable,
    });
  }
}

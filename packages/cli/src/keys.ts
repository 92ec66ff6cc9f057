// The user's keys for comment platforms, out of the environment: the key itself, or a file that holds it.
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
    keys[name.toLowerCase().replaceAll("_", "-")] = isFile ? readKey(variable, value) : value.trim();
  }
  return keys;
}

function readKey(variable: string, path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError("usage/invalid-value", `${variable}: expected the path of a readable file (${code})`, {
      variable,
    });
  }
}

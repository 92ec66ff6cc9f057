// Where the Deno program lies that npm brought: read from its package, so that no install script has to run.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Of `$DENO`, else of the npm package `deno` for this machine. */
export function denoPath(): string {
  const named = process.env.DENO;
  if (named) return named;
  const { platform, arch } = process;
  const name = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;
  try {
    const deno = createRequire(import.meta.url).resolve("deno/package.json");
    const folder = dirname(createRequire(deno).resolve(`${name}/package.json`));
    const path = join(folder, platform === "win32" ? "deno.exe" : "deno");
    if (existsSync(path)) return path;
  } catch {
    // falls through to the advice
  }
  throw new Error(`Deno is not here: expected the package ${name}; run "pnpm install", or name a Deno 2 by $DENO`);
}

// A real Chromium without a window: found, or installed by root from Debian, or named in an error. Never skipped.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

async function chromium(): Promise<string> {
  const found = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));
  if (found) return found;
  const advice =
    "the test of the report needs Chromium: apt-get install --no-install-recommends chromium, or set CHROMIUM";
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw new Error(advice);
  const apt = (...words: string[]) =>
    run(
      "flock",
      [join(tmpdir(), "wordpress-packages.lock"), "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", ...words],
      {
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", "chromium");
  } catch (cause) {
    throw new Error(`${advice} (tried, and it failed)`, { cause });
  }
  return PLACES[0]!;
}

async function headless(path: string, ...wish: string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "belowline-chromium-"));
  try {
    const quiet = [
      "--headless",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
    ];
    // Root may not use the sandbox; the page is our own.
    const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const args = [...quiet, ...root, `--user-data-dir=${profile}`, ...wish, pathToFileURL(path).href];
    return (await run(await chromium(), args, { timeout: 120_000, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The page as it stands when loaded. */
export const chromiumDump = (path: string): Promise<string> => headless(path, "--dump-dom");

export async function chromiumPicture(path: string, to: string): Promise<Buffer> {
  await headless(path, `--screenshot=${to}`, "--window-size=900,2400");
  return readFileSync(to);
}

// What `pnpm test` runs: formatting and lint, types of everything, generated files, then the tests. Arguments go to Vitest.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const REPORT = join(ROOT, "node_modules/.cache/vitest.json");

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const tool = (name: string, folder = "."): string => join(ROOT, folder, "node_modules/.bin", name);

const CHECKS: readonly Check[] = [
  { name: "manifests", command: process.execPath, args: ["scripts/prepack.mjs", "restore"] },
  { name: "format and lint", command: tool("biome"), args: ["check", "--error-on-warnings", "."] },
  { name: "types", command: tool("tsc"), args: ["-b"] },
  { name: "generated files", command: process.execPath, args: ["scripts/generate-registry.ts", "--check"] },
  { name: "docs/urls.md", command: process.execPath, args: ["scripts/generate-urls.ts", "--check"] },
];

const failed: string[] = [];
for (const check of CHECKS) {
  const start = performance.now();
  const good = run(check.command, check.args, ROOT);
  console.log(`${good ? "ok    " : "FAILED"} ${check.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (!good) failed.push(check.name);
}

rmSync(REPORT, { force: true });
// Vitest's own summary is the last word, unless one of the checks above failed: then it would look better than it is, and a
// line that counts both follows.
const counting = failed.length > 0 ? ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`] : [];
const tested = run(tool("vitest", "test"), ["run", ...counting, ...process.argv.slice(2)], join(ROOT, "test"));

if (failed.length > 0) {
  const counts = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, "utf8")) : {};
  console.error(`\nFailed before the tests: ${failed.join(", ")}.`);
  console.log(
    `${(counts.numPassedTests ?? 0) + CHECKS.length - failed.length} passed, ${(counts.numFailedTests ?? 0) + failed.length} failed`,
  );
}
process.exitCode = tested && failed.length === 0 ? 0 : 1;

function run(command: string, args: readonly string[], cwd: string): boolean {
  // On Windows the tools are .cmd files, which only a shell can start.
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (error) console.error(error.message);
  return status === 0;
}

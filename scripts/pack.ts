// Packs every published package into a folder (default .artifacts) with plain `npm pack`, and prints the tarballs' paths.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = join(import.meta.dirname, "..");
/** In the order in which they need each other. */
const PACKAGES = ["packages/schema", "migrations", "packages/scraper", "packages/corpus", "packages/cli"];

const target = resolve(process.argv[2] ?? join(ROOT, ".artifacts"));
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

for (const folder of PACKAGES) {
  const args = ["pack", "--json", "--pack-destination", target];
  const answer = execFileSync("npm", args, {
    cwd: join(ROOT, folder),
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  // npm 12 answers with an object by package name, npm 11 with a list.
  const [packed] = Object.values(JSON.parse(answer) as Record<string, { filename: string }>);
  if (!packed) throw new Error(`npm pack in ${folder} named no tarball; it said: ${answer.slice(0, 200)}`);
  console.log(join(target, packed.filename));
}

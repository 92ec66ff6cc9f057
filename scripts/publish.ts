// Publishes the tarballs of `pnpm run pack` whose version the registry does not have yet, one after the other. Arguments go to npm.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../.artifacts");
const shell = process.platform === "win32";

for (const tarball of globSync("*.tgz", { cwd: FOLDER }).sort()) {
  const path = join(FOLDER, tarball);
  const manifest = JSON.parse(execFileSync("tar", ["-xzOf", path, "package/package.json"], { encoding: "utf8" }));
  const name = `${manifest.name}@${manifest.version}`;
  // A release that stopped half-way can be run again: what is out stays out.
  const known = spawnSync("npm", ["view", name, "version"], { encoding: "utf8", shell });
  if (known.status === 0 && known.stdout.trim() !== "") {
    console.log(`${name} is published already`);
    continue;
  }
  if (!known.stderr.includes("E404")) throw new Error(`npm view ${name} failed: ${known.stderr.trim()}`);
  execFileSync("npm", ["publish", path, "--access", "public", ...process.argv.slice(2)], { stdio: "inherit", shell });
}

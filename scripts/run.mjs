// Runs a TypeScript file of this repository after making sure that this Node can; plain JavaScript, so that an old Node can say so.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname ?? ".", "..");
const wanted = JSON.parse(readFileSync(`${root}/package.json`, "utf8")).engines.node.replace(">=", "");
const parts = (version) => version.split(".").map(Number);
const [have, need] = [parts(process.versions.node), parts(wanted)];
const newer = have.map((part, i) => part - need[i]).find((difference) => difference !== 0) ?? 0;

if (newer < 0) {
  console.error(
    `Belowline needs Node ${wanted} or newer; this is Node ${process.versions.node}. Without installing anything:\n` +
      "  npx -y -p node@24 -p pnpm@12 -c 'pnpm install --frozen-lockfile && pnpm test'",
  );
  process.exit(1);
}

const [file] = process.argv.splice(2, 1);
process.argv[1] = resolve(root, file);
await import(pathToFileURL(process.argv[1]).href);

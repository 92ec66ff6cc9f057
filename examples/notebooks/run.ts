// pnpm notebooks: runs every notebook in a fresh Deno kernel and compares it with its file; --write keeps what the run gave.
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { differences, readNotebook, runNotebook, writeNotebook } from "../kernel/notebook.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" } } });
const all = globSync("*.ipynb", { cwd: import.meta.dirname }).sort();
const wanted = all.filter((name) => positionals.length === 0 || positionals.includes(basename(name, ".ipynb")));

for (const name of wanted) {
  const path = join(import.meta.dirname, name);
  const start = performance.now();
  const found = await runNotebook(path);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const differ = differences(await readNotebook(path), found);
  if (values.write) await writeNotebook(path, found);
  console.log(
    `${name}  ${seconds} s  ${differ.length === 0 ? "as its file tells" : values.write ? "written" : "differs"}`,
  );
  for (const line of values.write ? [] : differ) console.error(`  ${line}`);
  if (differ.length > 0 && !values.write) process.exitCode = 1;
}
if (wanted.length === 0) {
  console.error(`notebooks: expected names of ${all.join(", ")}, found ${positionals.join(", ")}`);
  process.exitCode = 2;
}

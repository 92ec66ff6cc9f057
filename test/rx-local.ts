import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { check } from "recheck";
import { regexesOf } from "./support/regexes.ts";
import { sourcesOf } from "./support/sources.ts";
const ROOT = new URL("../packages/", import.meta.url).pathname;
const only = process.argv.slice(2);
for (const path of [...sourcesOf(`${ROOT}scraper/src/article`), ...sourcesOf(`${ROOT}scraper/src/html`)]) {
  const file = relative(ROOT, path);
  if (only.length && !only.some((o) => file.endsWith(o))) continue;
  for (const { source, flags, line } of regexesOf(readFileSync(path, "utf8")).literals) {
    const t = Date.now();
    const r: any = await check(source, flags, { timeout: 15000, checker: "automaton" });
    if (r.status !== "safe" || Date.now() - t > 2500) console.log(file, line, r.status, r.complexity?.type, r.complexity?.degree, r.error?.kind ?? "", Date.now() - t, source.slice(0, 70), r.attack ? JSON.stringify(r.attack.pattern).slice(0, 150) : "");
  }
}

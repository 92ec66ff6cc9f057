// Writes the registry of comment platforms and docs/platforms.md from the adapters' folder; --check only compares.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyPlatform } from "../packages/scraper/src/comments/platform.ts";

import { LIVE_FILE, type LivePages } from "./live-pages.ts";

const home = new URL("../", import.meta.url);
const folder = new URL("packages/scraper/src/platforms/", home);

if (import.meta.main) {
  const check = process.argv.includes("--check");
  const unknown = process.argv.slice(2).filter((argument) => argument !== "--check");
  if (unknown.length > 0) fail(`unknown argument "${unknown[0]}"; the only one is --check`);
  const stale = await writeGenerated(check);
  if (check && stale.length > 0) fail(`${stale.join(" and ")} is not what the adapters say; run "pnpm gen"`);
  for (const path of stale) console.error(`written: ${path}`);
}

/** Writes what is not as the adapters say, or only names it. */
export async function writeGenerated(check = false): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [path, content] of await generate()) {
    const file = new URL(path, home);
    if ((await readFile(file, "utf8").catch(() => "")) === content) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, content);
  }
  return stale;
}

function fail(message: string): never {
  console.error(`generate-registry: ${message}`);
  process.exit(1);
}

/** Each generated file with its content, by path from the root. */
async function generate(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder))
    .filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name))
    .map((name) => name.slice(0, -3))
    .sort();
  const platforms: AnyPlatform[] = [];
  for (const name of names) {
    const module = (await import(pathToFileURL(new URL(`${name}.ts`, folder).pathname).href)) as {
      default: AnyPlatform;
    };
    if (module.default.id !== name)
      fail(`platforms/${name}.ts names itself "${module.default.id}"; file and id must agree`);
    if (module.default.checked === undefined)
      fail(`platforms/${name}.ts does not say what was checked, where and when ("checked")`);
    platforms.push(module.default);
  }
  return new Map([
    ["packages/scraper/src/platforms/index.gen.ts", registry(names)],
    ["docs/platforms.md", documentation(platforms, JSON.parse(await readFile(LIVE_FILE, "utf8")) as LivePages)],
  ]);
}

function registry(names: readonly string[]): string {
  const variable = (name: string) => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const imports = names.map((name) => `import ${variable(name)} from "./${name}.ts";`);
  return `// Written by scripts/generate-registry.ts: every comment platform of this folder. Do not edit; run "pnpm gen".
${imports.join("\n")}

/** All comment platforms, by name. Their order means nothing: each is asked on every page. */
export const platforms = [
${names.map((name) => `  ${variable(name)},`).join("\n")}
] as const;

export type PlatformId = (typeof platforms)[number]["id"];
`;
}

function documentation(platforms: readonly AnyPlatform[], live: LivePages): string {
  const rows = platforms.map((platform) => {
    const fixtures = platform.examples.map((example) => example.fixture).join(", ");
    const { default: consent, terms } = platform.consent;
    const visit = live[platform.id];
    const visited = visit?.on === undefined ? "" : `${visit.on} ([page](${visit.page}): ${visit.came})`;
    return `| ${platform.name} | \`${platform.id}\` | ${platform.access}${platform.takesKey ? " (takes a key)" : ""} | ${consent} | ${terms} | ${platform.checked?.on} | ${visited} | [documentation](${platform.docs}) | ${fixtures} |`;
  });
  const checks = platforms.map(({ id, name, checked }) => {
    const { on, what, open } = checked!;
    const left = open === undefined ? "" : ` *Not checked:* ${inOneLine(open)}`;
    return `- **${name}** (\`${id}\`, ${on}). ${inOneLine(what)}${left}`;
  });
  return `<!-- Written by scripts/generate-registry.ts. Do not edit; run "pnpm gen". -->
# Comment platforms

Every platform is asked on every page. \`on\` is read unbidden; \`opt-in\` with \`--enable-platform ID\`, for one publisher with
\`ID@news.example\`; \`off\` only with \`ID@news.example\`, by which you say that you have that publisher's permission. \`needs-key\` wants
a key of your own in \`BELOWLINE_API_KEY_<ID>\` or the file that \`BELOWLINE_API_KEY_<ID>_FILE\` names. \`detect-only\` is noted and never read.
Each example is a recorded page with its answers in \`test/fixtures/platforms/\`, replayed offline by \`test/platforms.test.ts\`; \`pnpm conformance\`
plays each platform's own interface with every fault ([results](../bench/results/conformance.md)). *Checked* is when the adapter was last compared with its
sources, *seen live* when \`pnpm live\` last read a real page with it.

| platform | id | access | consent | terms | checked | seen live | interface | examples |
|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

## What was checked, and where

No adapter holds code of what it was compared with. Where something could not be checked, it says what it takes for true.

${checks.join("\n")}
`;
}

/** As Markdown takes it: one line, and no sign that opens markup. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/([<>*_[\]|])/g, "\\$1");
}

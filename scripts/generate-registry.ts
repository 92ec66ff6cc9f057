// Writes the registry of comment platforms and docs/platforms.md from the adapters' folder; --check only compares.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyPlatform } from "../packages/scraper/src/comments/platform.ts";

const home = new URL("../", import.meta.url);
const folder = new URL("packages/scraper/src/platforms/", home);

if (import.meta.main) {
  const check = process.argv.includes("--check");
  const unknown = process.argv.slice(2).filter((argument) => argument !== "--check");
  if (unknown.length > 0) fail(`unknown argument "${unknown[0]}"; the only one is --check`);
  const stale: string[] = [];
  for (const [path, content] of await generate()) {
    const file = new URL(path, home);
    if ((await readFile(file, "utf8").catch(() => "")) === content) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, content);
  }
  if (check && stale.length > 0) fail(`${stale.join(" and ")} is not what the adapters say; run "pnpm gen"`);
  for (const path of stale) console.error(`written: ${path}`);
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
    platforms.push(module.default);
  }
  return new Map([
    ["packages/scraper/src/platforms/index.gen.ts", registry(names)],
    ["docs/platforms.md", documentation(platforms)],
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

function documentation(platforms: readonly AnyPlatform[]): string {
  const rows = platforms.map((platform) => {
    const fixtures = platform.examples.map((example) => example.fixture).join(", ");
    const { default: consent, terms } = platform.consent;
    return `| ${platform.name} | \`${platform.id}\` | ${platform.access} | ${consent} | ${terms} | [documentation](${platform.docs}) | ${fixtures} |`;
  });
  return `<!-- Written by scripts/generate-registry.ts. Do not edit; run "pnpm gen". -->
# Comment platforms

Every platform is asked on every page. \`on\` is read unbidden; \`opt-in\` only with \`--enable-platform ID\`; \`off\` never. \`needs-key\` wants
a key of your own in \`BELOWLINE_API_KEY_<ID>\`.
Each example is a recorded page with its answers in \`test/fixtures/platforms/\`, replayed offline by \`test/platforms.test.ts\`.

| platform | id | access | consent | terms | interface | examples |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

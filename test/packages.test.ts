// The published packages: what plain `npm pack` makes is complete, sound to publint and attw, and works in an empty folder.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Checkout, checkOut, ROOT } from "./support/checkout.ts";

const run = promisify(execFile);
const FOLDERS = ["packages/schema", "migrations", "packages/scraper", "packages/corpus", "packages/cli"] as const;

let checkout: Checkout;
/** An empty folder into which the tarballs are installed, as a user would. */
let home: string;
/** In the order of FOLDERS. */
let tarballs: string[];

beforeAll(async () => {
  checkout = checkOut();
  home = mkdtempSync(join(tmpdir(), "belowline-user-"));
  const packed = await run(process.execPath, ["scripts/pack.ts", join(home, "tarballs")], { cwd: checkout.folder });
  tarballs = packed.stdout.trim().split("\n");
}, 120_000);

afterAll(() => {
  checkout?.[Symbol.dispose]();
  if (home) rmSync(home, { recursive: true, force: true });
});

describe.each(FOLDERS)("%s, packed by npm", (folder) => {
  const tarball = (): string => tarballs[FOLDERS.indexOf(folder)]!;

  it("holds its licence, sources and built files, and nothing of the workshop", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball()]);
    const files = stdout.trim().split("\n");
    expect(files).toEqual(expect.arrayContaining(["package/LICENSE", "package/README.md", "package/package.json"]));
    expect(files).toEqual(expect.arrayContaining(["package/dist/index.js", "package/dist/index.d.ts"]));
    const allowed = /^package\/(LICENSE|README\.md|CHANGELOG\.md|package\.json|(src|dist)\/.+\.(ts|js|map|json))$/;
    expect(files.filter((file) => !allowed.test(file) || file.includes("tsbuildinfo"))).toEqual([]);
  });

  it("has a manifest that any package manager understands", async () => {
    const { stdout } = await run("tar", ["-xzOf", tarball(), "package/package.json"]);
    expect(stdout).not.toMatch(/workspace:|catalog:|\/src\//);
    expect(JSON.parse(stdout)).toMatchObject({ license: "MIT", engines: { node: expect.any(String) } });
  });

  it("leaves the manifest of the workspace as it was", () => {
    const manifest = join(folder, "package.json");
    expect(readFileSync(join(checkout.folder, manifest), "utf8")).toBe(readFileSync(join(ROOT, manifest), "utf8"));
    expect(existsSync(join(checkout.folder, folder, "package.workspace.json"))).toBe(false);
  });

  it("is sound to publint and to attw", async () => {
    const tool = (name: string): string => join(ROOT, "node_modules/.bin", name);
    await expect(run(tool("publint"), ["run", tarball(), "--strict"])).resolves.toBeDefined();
    await expect(run(tool("attw"), [tarball(), "--profile", "esm-only"])).resolves.toBeDefined();
  });
});

it("puts the manifest back that an interrupted pack had left aside", async () => {
  const folder = join(checkout.folder, "packages/schema");
  const before = readFileSync(join(folder, "package.json"), "utf8");
  const half = { cwd: folder };
  await run(process.execPath, ["../../scripts/prepack.mjs", "prepack"], half);
  expect(readFileSync(join(folder, "package.json"), "utf8")).not.toBe(before);
  await run(process.execPath, ["../../scripts/prepack.mjs", "restore"], half);
  expect(readFileSync(join(folder, "package.json"), "utf8")).toBe(before);
});

it("refuses to throw away an edit made while a manifest was aside", async () => {
  const folder = join(checkout.folder, "packages/schema");
  const manifest = join(folder, "package.json");
  const before = readFileSync(manifest, "utf8");
  await run(process.execPath, ["../../scripts/prepack.mjs", "prepack"], { cwd: folder });
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), version: "9.9.9" }));
  await expect(run(process.execPath, ["../../scripts/prepack.mjs", "restore"], { cwd: folder })).rejects.toThrow(
    "by hand",
  );
  writeFileSync(manifest, before);
  rmSync(join(folder, "package.workspace.json"));
});

describe("a user who installs the tarballs with npm", () => {
  // The npx that may run these tests hands on what it was told to call, and a nested npx would call that. All else stays: a
  // registry, a proxy or a certificate may be needed to install anything.
  const { npm_config_call: _, npm_config_package: __, ...env } = process.env;

  beforeAll(async () => {
    writeFileSync(join(home, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
    const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
    await run("npm", ["install", ...quiet, ...tarballs.map((path) => `./tarballs/${basename(path)}`)], {
      cwd: home,
      env,
    });
  }, 300_000);

  it("gets the command", async () => {
    const { stdout } = await run("npx", ["--no-install", "belowline", "--help"], { cwd: home, env });
    expect(stdout).toContain("crawl");
  });

  it("gets the library, and with it the migrations of an empty corpus", async () => {
    writeFileSync(
      join(home, "use.mjs"),
      `import { crawl, openCorpus } from "belowline";
       import { migrations } from "@belowline/migrations";
       const corpus = await openCorpus("memory://");
       const articles = await corpus.db.selectFrom("article").selectAll().execute();
       await corpus.close();
       console.log(typeof crawl, articles.length, Object.keys(migrations).length > 0);`,
    );
    const { stdout } = await run(process.execPath, ["use.mjs"], { cwd: home, env });
    expect(stdout.trim()).toBe("function 0 true");
  });

  it("gets types that check without looking away from libraries' own", async () => {
    cpSync(join(ROOT, "tsconfig.base.json"), join(home, "tsconfig.base.json"));
    const options = { noEmit: true, composite: false, declaration: false, declarationMap: false, skipLibCheck: false };
    const node = { types: ["node"], typeRoots: [join(ROOT, "node_modules/@types")] };
    writeFileSync(
      join(home, "tsconfig.json"),
      JSON.stringify({ extends: "./tsconfig.base.json", compilerOptions: { ...options, ...node }, files: ["use.ts"] }),
    );
    writeFileSync(
      join(home, "use.ts"),
      `import { openCorpus } from "belowline";
       import type { ArticleRecord } from "@belowline/schema";
       const corpus = await openCorpus("memory://");
       for await (const article of corpus.articles()) { const found: ArticleRecord = article; void found.headline; }`,
    );
    await expect(run(join(ROOT, "node_modules/.bin/tsc"), ["-p", home])).resolves.toBeDefined();
  });
});

// prepack and postpack of every published package: builds it, shows npm the manifest meant for the registry, and takes it back.
// Plain JavaScript, because npm starts it with whatever Node is there. See docs/decisions/0002-plain-npm-pack.md.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const PACKAGES = ["packages/schema", "migrations", "packages/scraper", "packages/corpus", "packages/cli"];

const manifestOf = (folder) => join(folder, "package.json");
/** Where the manifest of the workspace waits while npm looks at the other one. */
const asideOf = (folder) => join(folder, "package.workspace.json");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const write = (path, manifest) => {
  // Renaming is atomic: an interruption leaves the old file or the new one, never half of one.
  writeFileSync(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(`${path}.new`, path);
};

/** The manifest for the registry: versions instead of `workspace:` and `catalog:`, publishConfig's faces instead of src. */
export function publishManifest(manifest) {
  const { scripts: _, devDependencies: __, publishConfig, dependencies = {}, ...rest } = manifest;
  const { exports, ...config } = publishConfig;
  const versions = Object.entries(dependencies).map(([name, wanted]) => [name, versionOf(name, wanted)]);
  return { ...rest, exports, publishConfig: config, dependencies: Object.fromEntries(versions) };
}

function versionOf(name, wanted) {
  if (wanted === "catalog:") return fromCatalog(name);
  if (!wanted.startsWith("workspace:")) return wanted;
  if (wanted !== "workspace:*") throw new Error(`${name}: expected "workspace:*" in dependencies, found "${wanted}"`);
  const home = PACKAGES.map((folder) => join(ROOT, folder)).find((folder) => workspaceManifest(folder).name === name);
  if (!home) throw new Error(`${name}: "workspace:*" names no published package of this repository`);
  return workspaceManifest(home).version; // exact: the packages of one release are made for each other
}

const workspaceManifest = (folder) => read(existsSync(asideOf(folder)) ? asideOf(folder) : manifestOf(folder));

function fromCatalog(name) {
  const [, catalog = ""] = readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8").split(/^catalog:\n/m);
  for (const line of catalog.split("\n")) {
    const [, key, version] = /^ {2}"?([^":]+)"?: "?([^"#\s]+)"?/.exec(line) ?? [];
    if (key === name) return version;
    if (/^\S/.test(line)) break;
  }
  throw new Error(`${name}: "catalog:" in a package.json, but pnpm-workspace.yaml's catalog does not list it`);
}

/** Builds one package and what it needs, from nothing, so that no output of a deleted source is packed. */
export function build(folder) {
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const { status } = spawnSync(tsc, ["-b", folder], { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${folder}: the build failed; nothing is packed`);
  // It lies within dist, so that both go or stay together; readers of the package have no use for it.
  rmSync(join(folder, "dist/.tsbuildinfo"), { force: true });
}

/** Puts the workspace's manifest back, also one that an interrupted pack left aside. */
export function restore(folder) {
  if (!existsSync(asideOf(folder))) return;
  const now = JSON.stringify(read(manifestOf(folder)));
  const known = [workspaceManifest(folder), publishManifest(workspaceManifest(folder))];
  if (!known.some((manifest) => JSON.stringify(manifest) === now)) {
    throw new Error(
      `${manifestOf(folder)} was edited while an interrupted pack had put the original aside; merge package.workspace.json into it by hand and delete that file`,
    );
  }
  renameSync(asideOf(folder), manifestOf(folder));
}

export function restoreAll() {
  for (const folder of PACKAGES) restore(join(ROOT, folder));
}

function prepack(folder) {
  restore(folder);
  build(folder);
  const manifest = publishManifest(read(manifestOf(folder)));
  copyFileSync(manifestOf(folder), `${asideOf(folder)}.new`);
  renameSync(`${asideOf(folder)}.new`, asideOf(folder));
  write(manifestOf(folder), manifest);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const step = {
    prepack: () => prepack(process.cwd()),
    postpack: () => restore(process.cwd()),
    restore: restoreAll,
    build: buildAll,
  }[process.argv[2]];
  if (!step) throw new Error("prepack.mjs: expected one of prepack, postpack, restore, build");
  step();
}

function buildAll() {
  for (const folder of PACKAGES) rmSync(join(ROOT, folder, "dist"), { recursive: true, force: true });
  build(join(ROOT, "packages/cli"));
  for (const folder of PACKAGES) rmSync(join(ROOT, folder, "dist/.tsbuildinfo"), { force: true });
}

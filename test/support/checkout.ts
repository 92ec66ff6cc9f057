// A second checkout in a temporary folder: packing rewrites manifests, which must never happen under running tests.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PARTS = [
  "packages",
  "migrations",
  "scripts",
  "package.json",
  "pnpm-workspace.yaml",
  "tsconfig.base.json",
  "LICENSE",
];

export interface Checkout extends Disposable {
  readonly folder: string;
}

/** Copies what packing needs. pnpm's links are relative and so lead into the copy; third-party code stays where it is. */
export function checkOut(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "belowline-checkout-"));
  const filter = (path: string): boolean => basename(path) !== "dist";
  for (const part of PARTS) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, verbatimSymlinks: true, filter });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

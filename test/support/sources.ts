// The TypeScript sources below a folder, without what is built or installed.
import { readdirSync } from "node:fs";
import { join } from "node:path";

export function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "dist")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory()
        ? sourcesOf(path)
        : /\.ts$/.test(entry.name) && !entry.name.endsWith(".d.ts")
          ? [path]
          : [];
    })
    .sort();
}

// All platform servers of this folder, by name: one file each in platforms/, nothing to register.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlatformServer } from "./server.ts";

const FOLDER = join(import.meta.dirname, "platforms");

/** Every server file's default export; its name is the adapter's. */
export async function allServers(): Promise<readonly PlatformServer[]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  const servers: PlatformServer[] = [];
  for (const name of names) {
    const module = (await import(pathToFileURL(join(FOLDER, name)).href)) as { default: PlatformServer };
    if (`${module.default.platform.id}.ts` !== name)
      throw new Error(
        `platform-server/platforms/${name} serves "${module.default.platform.id}"; file and id must agree`,
      );
    servers.push(module.default);
  }
  return servers;
}

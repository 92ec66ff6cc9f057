// Written by scripts/generate-registry.ts: every comment platform of this folder. Do not edit; run "pnpm gen".
import wordpress from "./wordpress.ts";

/** All comment platforms, by name. Their order means nothing: each is asked on every page. */
export const platforms = [wordpress] as const;

export type PlatformId = (typeof platforms)[number]["id"];

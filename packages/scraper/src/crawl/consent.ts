// Which platforms a crawl may read: those that are on, and those the user switched on, everywhere or for one publisher.
import { UsageError } from "@belowline/schema";
import type { AnyPlatform } from "../comments/platform.ts";

/** A platform, and the one publisher it is switched on for; null for all. Where the terms forbid reading, always one publisher. */
export interface Permission {
  readonly platform: string;
  readonly publisher: string | null;
}

/**
 * Reads `disqus` and `disqus@news.example`.
 *
 * @throws UsageError for a platform that nobody knows or reads, and for one whose terms forbid reading and no publisher is named: who
 *   names one says that it has given its permission
 */
export function permissionsOf(named: readonly string[], platforms: readonly AnyPlatform[]): readonly Permission[] {
  return named.map((name) => {
    const at = name.indexOf("@");
    const id = at < 0 ? name : name.slice(0, at);
    const platform = platforms.find((one) => one.id === id);
    if (!platform) throw invalid(`no platform is named ${JSON.stringify(id)}; docs/platforms.md lists them`);
    if (platform.access === "detect-only") throw invalid(`${id} cannot be read: ${platform.consent.terms}`);
    if (platform.consent.default === "off" && at < 0)
      throw invalid(`${id} cannot be read: ${platform.consent.terms} ${withPermission(id, "news.example")}`);
    if (at >= 0 && !/^[\w.:-]{1,253}$/.test(name.slice(at + 1)))
      throw invalid(`expected a publisher after "${id}@", as in ${id}@news.example`);
    return { platform: id, publisher: at < 0 ? null : name.slice(at + 1).toLowerCase() };
  });
}

/** Whether a platform may be read for a publisher. */
export function mayRead(platform: AnyPlatform, publisher: string, permissions: readonly Permission[]): boolean {
  if (platform.access === "detect-only") return false;
  if (platform.consent.default === "on") return true;
  const isOff = platform.consent.default === "off";
  return permissions.some(
    (one) => one.platform === platform.id && (one.publisher === publisher || (one.publisher === null && !isOff)),
  );
}

/** Why a thread is left alone, and what to do where the user may decide otherwise. */
export function whyLeftAlone({ id, access, consent }: AnyPlatform, publisher: string): string {
  if (access === "detect-only") return consent.terms;
  return consent.default === "off"
    ? `${consent.terms} ${withPermission(id, publisher)}`
    : `${consent.terms} Read it with --enable-platform ${id}.`;
}

const withPermission = (id: string, publisher: string): string =>
  `With that permission, read it with --enable-platform ${id}@${publisher}.`;

const invalid = (message: string): UsageError =>
  new UsageError("usage/invalid-value", `crawl: enablePlatforms (--enable-platform): ${message}`, {
    option: "enablePlatforms",
  });

// Hosts of one process, for a sink without a store: turns, rests and files that are forgotten when it ends.
import type { HostFile, Hosts } from "@belowline/schema";

interface Known {
  turn: number;
  busyUntil: number;
  startedAt: number;
  restUntil: number;
  throttled: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
/** How soon to look again for a turn that somebody has. */
const LOOK_MS = 100;

export function memoryHosts(): Hosts {
  const hosts = new Map<string, Known>();
  const files = new Map<string, { file: HostFile; until: number }>();
  return {
    async take(host, gapSeconds, holdSeconds) {
      const now = performance.now();
      const known = hosts.get(host) ?? { turn: 0, busyUntil: NEVER, startedAt: NEVER, restUntil: NEVER, throttled: 0 };
      hosts.set(host, known);
      const restMs = Math.max(0, known.restUntil - now);
      const waitMs = Math.max(restMs, known.startedAt + gapSeconds * 1000 - now, known.busyUntil > now ? LOOK_MS : 0);
      if (waitMs > 0) return { granted: false, waitMs, restMs };
      known.turn++;
      known.busyUntil = now + holdSeconds * 1000;
      known.startedAt = now;
      return { granted: true, turn: known.turn, throttled: known.throttled };
    },
    async end(host, turn, startedMsAgo, restSeconds) {
      const known = hosts.get(host);
      if (known?.turn !== turn) return;
      const now = performance.now();
      known.busyUntil = now;
      known.startedAt = now - startedMsAgo;
      known.throttled = restSeconds === null ? 0 : known.throttled + 1;
      if (restSeconds !== null) known.restUntil = now + restSeconds * 1000;
    },
    async file(origin, path) {
      const held = files.get(`${origin} ${path}`);
      return held ? { file: held.file, freshSeconds: (held.until - performance.now()) / 1000 } : null;
    },
    async keep(origin, path, file, seconds) {
      files.set(`${origin} ${path}`, { file, until: performance.now() + seconds * 1000 });
    },
  };
}

// Faults: what can go wrong between a site and its reader, on demand and for a counted number of times.

/** What happens instead of, or before, the answer. */
export type Fault =
  /** The answer comes late. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The server fails. */
  | { readonly kind: "error"; readonly status: 500 | 502 | 503 | 504 }
  /** The connection is closed without an answer. */
  | { readonly kind: "close" }
  /** 429, with Retry-After in seconds. */
  | { readonly kind: "throttle"; readonly retryAfter: number };

export interface Faults {
  /**
   * @param where a path with its query, or an expression that it matches
   * @param times how many requests it hits; Infinity for all
   */
  add(where: string | RegExp, fault: Fault, times: number): void;
  /** The fault that this request meets, counted as used. */
  take(path: string): Fault | undefined;
  clear(): void;
}

export function openFaults(): Faults {
  const waiting: { where: string | RegExp; fault: Fault; left: number }[] = [];
  return {
    add: (where, fault, times) => void waiting.push({ where, fault, left: times }),
    take(path) {
      const hit = waiting.find(
        ({ where, left }) => left > 0 && (typeof where === "string" ? where === path : where.test(path)),
      );
      if (!hit) return undefined;
      hit.left--;
      return hit.fault;
    },
    clear: () => void waiting.splice(0),
  };
}

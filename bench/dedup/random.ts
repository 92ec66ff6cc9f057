// A seeded source of chance (mulberry32), so that a benchmark makes the same texts in each run.

export interface Chance {
  /** 0 to 1, 1 excluded. */
  (): number;
  /** A whole number from the first to the last. */
  between(first: number, last: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(from: readonly T[]): T[];
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (first: number, last: number): number => first + Math.floor(next() * (last - first + 1));
  return Object.assign(next, {
    between,
    pick: <T>(from: readonly T[]): T => from[between(0, from.length - 1)]!,
    shuffled: <T>(from: readonly T[]): T[] => {
      const list = [...from];
      for (let i = list.length - 1; i > 0; i--) {
        const j = between(0, i);
        [list[i], list[j]] = [list[j]!, list[i]!];
      }
      return list;
    },
  });
}

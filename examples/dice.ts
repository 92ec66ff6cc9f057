// Dice with a seed: what the examples make up is the same on every machine, every time.

/** Marsaglia's xorshift with 32 bits of state (Journal of Statistical Software 8/14, 2003): plenty for filler text. From 0 to below 1. */
export function dice(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9 || 1;
  const turn = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) turn(); // near seeds give near first values
  return turn;
}

export const pick = <T>(random: () => number, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

// Dispersion: how evenly a word is spread over the parts of a corpus.

/** One part: how often the word stands in it, and how many tokens it has. */
export interface Part {
  readonly hits: number;
  readonly tokens: number;
}

export interface Spread {
  /** Parts that have the word. */
  readonly range: number;
  readonly parts: number;
  /** 1 is even, 0 is all in one of equal parts. Juilland, Brodin and Davidovitch 1970, on shares of each part's tokens. */
  readonly juillandD: number | null;
  /** 0 is as even as the parts' sizes allow, towards 1 is uneven. Gries 2008. */
  readonly dp: number | null;
  /** DP over what it can be at most. Lijffijt and Gries 2012. */
  readonly dpNorm: number | null;
}

export const SPREAD_SOURCES = {
  juillandD: "Juilland, Brodin and Davidovitch 1970, Frequency Dictionary of French Words",
  dp: "Gries 2008, Dispersions and adjusted frequencies in corpora, IJCL 13(4), 403-437",
  dpNorm: "Lijffijt and Gries 2012, Correction to Gries 2008, IJCL 17(1), 147-149",
} as const;

/** Parts without a token are no parts. Null where the word does not occur, or one part leaves nothing to compare. */
export function spreadOf(all: readonly Part[]): Spread {
  const parts = all.filter(({ tokens }) => tokens > 0);
  const hits = sum(parts.map((part) => part.hits));
  const tokens = sum(parts.map((part) => part.tokens));
  const range = parts.filter((part) => part.hits > 0).length;
  if (hits === 0 || parts.length < 2) return { range, parts: parts.length, juillandD: null, dp: null, dpNorm: null };
  const shares = parts.map((part) => part.hits / part.tokens);
  const mean = sum(shares) / parts.length;
  const deviation = Math.sqrt(sum(shares.map((share) => (share - mean) ** 2)) / parts.length);
  const dp = sum(parts.map((part) => Math.abs(part.hits / hits - part.tokens / tokens))) / 2;
  const smallest = parts.reduce((least, part) => Math.min(least, part.tokens), tokens) / tokens;
  return {
    range,
    parts: parts.length,
    juillandD: 1 - deviation / mean / Math.sqrt(parts.length - 1),
    dp,
    dpNorm: dp / (1 - smallest),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

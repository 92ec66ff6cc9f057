// Association: how much more often two words meet than chance would have it, each measure with its paper.

/** A node and a collocate, counted: see `contingency` in docs/measures.md. */
export interface Together {
  /** Occurrences of the collocate within the windows of the node. */
  readonly observed: number;
  /** Tokens within the windows. */
  readonly window: number;
  /** Occurrences of the node. */
  readonly node: number;
  /** Occurrences of the collocate anywhere. */
  readonly collocate: number;
  /** All tokens. */
  readonly n: number;
}

/** One formula and where it is from. */
export interface Measure<Counts> {
  readonly source: string;
  score(counts: Counts): number;
}

/** How often chance would put the collocate into the windows: its share of all tokens, times the tokens of the windows. */
export const expectedOf = ({ window, collocate, n }: Together): number => (window * collocate) / n;

const log2 = Math.log2;

export const ASSOCIATIONS = {
  logDice: {
    source: "Rychlý 2008, A lexicographer-friendly association score, RASLAN 2008, 6-9",
    score: (t) => 14 + log2((2 * t.observed) / (t.node + t.collocate)),
  },
  mi: {
    source: "Church and Hanks 1990, Word association norms, mutual information, and lexicography, CL 16(1), 22-29",
    score: (t) => log2(t.observed / expectedOf(t)),
  },
  mi3: {
    source: "Daille 1994, Approche mixte pour l'extraction automatique de terminologie, thesis, Université Paris 7",
    score: (t) => log2(t.observed ** 3 / expectedOf(t)),
  },
  t: {
    source: "Church, Gale, Hanks and Hindle 1991, Using statistics in lexical analysis",
    score: (t) => (t.observed - expectedOf(t)) / Math.sqrt(t.observed),
  },
  ll: {
    source: "Dunning 1993, Accurate methods for the statistics of surprise and coincidence, CL 19(1), 61-74",
    score: (t) => logLikelihood(t.observed, t.window, t.collocate, t.n),
  },
  dice: {
    source: "Dice 1945, Measures of the amount of ecologic association between species, Ecology 26(3), 297-302",
    score: (t) => (2 * t.observed) / (t.node + t.collocate),
  },
} as const satisfies Readonly<Record<string, Measure<Together>>>;

export type Association = keyof typeof ASSOCIATIONS;

/**
 * Dunning's G² of a two by two table, given by one cell, the sums of its row and column, and the sum of all; negative where the cell
 * holds less than expected.
 */
export function logLikelihood(cell: number, row: number, column: number, all: number): number {
  const cells = [
    [cell, row, column],
    [row - cell, row, all - column],
    [column - cell, all - row, column],
    [all - row - column + cell, all - row, all - column],
  ] as const;
  let sum = 0;
  for (const [o, r, c] of cells) if (o > 0) sum += o * Math.log((o * all) / (r * c));
  return (cell * all < row * column ? -2 : 2) * sum;
}

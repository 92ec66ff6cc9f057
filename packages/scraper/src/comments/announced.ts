// How many comments a site announces, where several answers tell several numbers.

/** A number of comments as one answer told it. */
export interface Announced {
  readonly number: number;
  readonly trust: number;
  readonly withApart: boolean;
  readonly withoutGone: boolean;
}

/** The most trusted way announced fewer at its end than before: something went while the thread was read. */
export function fell(told: readonly Announced[]): boolean {
  const trust = Math.max(...told.map((one) => one.trust));
  const best = told.filter((one) => one.trust === trust);
  return best.some((one) => one.number > best.at(-1)!.number);
}

/**
 * The most trusted way's number, as it said last; the article page's number where no answer told one. A less trusted way that
 * announces more than that and all pingbacks together is believed: what the site tells its readers is there must be accounted for.
 */
export function settleAnnounced(told: readonly Announced[], onPage: number | null, apart: number) {
  const trust = Math.max(...told.map((one) => one.trust));
  const best = told.filter((one) => one.trust === trust);
  const last = best.at(-1);
  const least = last === undefined ? 0 : last.number + (last.withApart ? 0 : apart);
  const more = told.find((one) => one.withApart && one.trust < trust && one.number > least);
  return {
    announced: (more ?? last)?.number ?? onPage,
    announcedWithApart: (more ?? last)?.withApart ?? true,
    withoutGone: (more ?? last)?.withoutGone ?? false,
    changed: best.some((one) => one.number !== last?.number),
  };
}

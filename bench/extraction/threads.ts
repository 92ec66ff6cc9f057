// How well a returned thread agrees with a silver one: which comments were found, and whose author, time and parent are right.
import type { SilverComment } from "./pages.ts";
import { agreement, normalised, shinglesOf } from "./score.ts";
import { statesTime, timeAgrees } from "./stated-time.ts";

/** What a tool says about one comment. */
export interface ReturnedComment {
  readonly id: string;
  readonly parent: string | null;
  readonly author: string | null;
  /** ISO 8601. */
  readonly time: string | null;
  readonly text: string;
}

/** Right answers out of those that the silver thread can judge. */
export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface ThreadAgreement {
  readonly text: Share;
  /** Returned comments that are in the silver thread. */
  readonly textPrecision: Share;
  readonly author: Share;
  readonly time: Share;
  readonly parent: Share;
  /** Parents of replies alone: the others are right for a tool that knows no parents. */
  readonly replies: Share;
  readonly misses: readonly string[];
}

/** Texts of one comment agree from this F1 on: a signature or a quotation may be read apart. */
const SAME = 0.7;

/**
 * A silver comment is **found** when a returned comment has its text (equal once normalised, else 4-token shingle F1 of 0.7 or
 * more; each returned comment answers for one silver comment; among equals its own author, then order decides). Author, time and
 * parent are judged on found comments; a missing one is counted by the text alone. Times are judged as stated-time.ts says; a
 * parent is right when it is the comment found for the silver parent, or none for none, and is judged only where that was found.
 */
export function threadAgreement(
  returned: readonly ReturnedComment[],
  silver: readonly SilverComment[],
): ThreadAgreement {
  const partner = partners(returned, silver);
  const bySilverId = new Map(silver.flatMap((comment, i) => (comment.id ? [[comment.id, partner[i]] as const] : [])));
  const misses: string[] = [];
  const counts = { author: zero(), time: zero(), parent: zero(), replies: zero() };
  const judge = (what: keyof typeof counts, right: boolean, miss: () => string): void => {
    counts[what].of++;
    if (right) counts[what].right++;
    else if (what !== "replies") misses.push(`${what}: ${miss()}`);
  };
  silver.forEach((comment, i) => {
    const mine = partner[i];
    const name = `${comment.id ?? `#${i}`} ${JSON.stringify(comment.text.slice(0, 40))}`;
    if (mine === undefined) {
      misses.push(`text: ${name} not found`);
      return;
    }
    if (comment.author !== null) {
      const right = authorAgrees(mine.author, comment);
      judge("author", right, () => `${name}: ${JSON.stringify(mine.author)}, not ${JSON.stringify(comment.author)}`);
    }
    if (comment.date !== null && statesTime(comment.date)) {
      const right = timeAgrees(mine.time, comment.date);
      judge("time", right, () => `${name}: ${mine.time}, not ${JSON.stringify(comment.date)}`);
    }
    const above = comment.parent === null ? null : bySilverId.get(comment.parent);
    if (above === undefined) return;
    const right = mine.parent === (above === null ? null : above.id);
    judge("parent", right, () => `${name}: ${mine.parent}, not ${above?.id ?? null}`);
    if (above !== null) judge("replies", right, () => "");
  });
  const matched = partner.filter((comment) => comment !== undefined).length;
  return {
    text: { right: matched, of: silver.length },
    textPrecision: { right: matched, of: returned.length },
    ...counts,
    misses,
  };
}

const zero = (): { right: number; of: number } => ({ right: 0, of: 0 });

function partners(
  returned: readonly ReturnedComment[],
  silver: readonly SilverComment[],
): readonly (ReturnedComment | undefined)[] {
  const free = new Set(returned);
  const partner: (ReturnedComment | undefined)[] = silver.map(() => undefined);
  const texts = new Map(returned.map((comment) => [comment, normalised(comment.text)]));
  const take = (i: number, chosen: ReturnedComment | undefined): void => {
    if (chosen === undefined) return;
    partner[i] = chosen;
    free.delete(chosen);
  };
  for (const byAuthor of [true, false]) {
    silver.forEach((comment, i) => {
      if (partner[i] !== undefined) return;
      const text = normalised(comment.text);
      take(
        i,
        [...free].find((mine) => texts.get(mine) === text && (!byAuthor || authorAgrees(mine.author, comment))),
      );
    });
  }
  const shingles = new Map([...free].map((comment) => [comment, shinglesOf(comment.text)]));
  silver.forEach((comment, i) => {
    if (partner[i] !== undefined) return;
    const gold = shinglesOf(comment.text);
    let best = SAME;
    let chosen: ReturnedComment | undefined;
    for (const mine of free) {
      const theirs = shingles.get(mine) ?? [];
      // Texts of very different length cannot agree, and need not be compared.
      if (theirs.length > gold.length * 2 + 4 || gold.length > theirs.length * 2 + 4) continue;
      const f1 = agreement(theirs, gold)?.f1 ?? 0;
      if (f1 > best || (f1 === best && chosen === undefined)) [best, chosen] = [f1, mine];
    }
    take(i, chosen);
  });
  return partner;
}

/**
 * Names agree without case, white space, a closing verb of saying, a label of rank, and a date that the silver rules took into
 * the name ("Ada says", "Ada Author", "Ada 29.07.2020 // 12:56").
 */
export function authorAgrees(name: string | null, { author, date }: Pick<SilverComment, "author" | "date">): boolean {
  if (author === null) return true;
  return bare(name ?? "", date) === bare(author, date);
}

const SAYING = /\s(?:says?|said|wrote|writes|sagte?|schreibt|schrieb|meint|dijo|dice|dit|a dit|escribi[oó]|disse)$/u;
const RANK = /\s?(?:\(?(?:post )?author\)?|autor(?:in)?)$/u;
const DATED = /\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$|\d{4}-\d{2}-\d{2}.*$/u;
const CLOSING = /[\s:,.–—-]+$/u;

function bare(name: string, date: string | null): string {
  const text = date === null ? normalised(name) : normalised(name).replace(normalised(date), " ");
  const short = text.replace(DATED, "").trim().replace(CLOSING, "").replace(SAYING, "").replace(RANK, "");
  return short.replace(/\s/gu, "");
}

// What a corpus or a crawl holds and misses, as a short table.
import type { Coverage } from "@belowline/corpus";
import type { Gap } from "@belowline/schema";
import { clip, table } from "./table.ts";

/** Incomplete threads named one by one; the rest is counted. */
const MOST_NAMED = 20;

export function coverageLines(coverage: Coverage): string[] {
  const { articles, comments, threads, absent, broken } = coverage;
  const lines = [
    table(
      [">articles", ">threads", ">complete", ">comments announced", ">collected"],
      [[articles, threads.total, threads.complete, comments.announced, comments.collected]],
    ),
    ...incompleteLines(coverage.incomplete),
  ];
  const reasons = Object.entries(absent).map(([reason, n]) => `${reason} ${n}`);
  if (reasons.length > 0) lines.push("", `Pages without an article: ${reasons.join(", ")}.`);
  if (broken > 0) lines.push("", `Pages that could not be read: ${broken} (belowline why URL tells more).`);
  return lines;
}

interface Incomplete {
  readonly articleUrl: string;
  readonly announced: number | null;
  readonly collected: number;
  readonly gaps: readonly Gap[];
}

/** Threads that miss something, and why; empty where there are none. */
export function incompleteLines(incomplete: readonly Incomplete[]): string[] {
  if (incomplete.length === 0) return [];
  const rows = incomplete
    .slice(0, MOST_NAMED)
    .map(({ articleUrl, announced, collected, gaps }) => [
      clip(articleUrl, 70),
      announced,
      collected,
      gaps.map(gapWord).join(", "),
    ]);
  const more = incomplete.length > MOST_NAMED ? [`… and ${incomplete.length - MOST_NAMED} more`] : [];
  return ["", table(["incomplete thread", ">announced", ">collected", "why"], rows), ...more];
}

const gapWord = ({ reason, count }: Gap): string => (count === null ? reason : `${reason} ${count}`);

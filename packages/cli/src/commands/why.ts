// belowline why: everything that is known of one address, in the order in which it happened; of two, why they are duplicates.
import type { PairExplanation, Why } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { alikeHint } from "../no-article.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { explanationLines } from "../terminal/duplicates.ts";
import { clip, printable, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface WhyFlags extends CorpusOption {
  readonly json?: true;
}

export async function whyCommand(url: string, other: string | undefined, flags: WhyFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    if (other !== undefined) {
      const pair = await corpus.duplicates.pair(url, other);
      await write(flags.json ? `${JSON.stringify(pair, null, 2)}\n` : `${pairInWords(pair).join("\n")}\n`);
      return;
    }
    const why = await corpus.why(url);
    if (flags.json) await write(`${JSON.stringify(why, null, 2)}\n`);
    else if (why.pages.length > 0) await write(`${inWords(why).join("\n")}\n`);
    if (why.pages.length === 0) {
      throw new UsageError(
        "usage/not-found",
        `why: ${why.url} was never met; ${alikeHint(why.alike) ?? "neither a feed, a sitemap nor a page that was visited links to it"}`,
      );
    }
  });
}

/** Passages quoted, the longest first. */
const MOST_PASSAGES = 10;

function pairInWords(pair: PairExplanation): string[] {
  const longest = pair.passages.toSorted((x, y) => y.words - x.words).slice(0, MOST_PASSAGES);
  const rows = longest.map(({ a, words }) => [words, clip(pair.a.text.slice(...a), 100)]);
  return [...explanationLines(pair), ...(rows.length > 0 ? ["", table([">words", "in both"], rows)] : [])];
}

function inWords({ url, pages, captures, article, threads }: Why): string[] {
  const lines = [url];
  for (const page of pages) {
    const outcome = page.outcome === null ? "not visited yet" : [page.outcome, page.reason].filter(Boolean).join(": ");
    lines.push(
      "",
      `${page.kind}  ${printable(page.url)}`,
      `  found by ${page.via}, first seen ${minute(page.firstSeenAt)}`,
    );
    lines.push(`  visited ${minute(page.visitedAt)}: ${outcome}${page.detail ? ` (${clip(page.detail, 160)})` : ""}`);
    lines.push(
      `  next visit ${page.dueAt === null ? "none" : minute(page.dueAt)}${page.attempts > 0 ? ` after ${page.attempts} failures` : ""}`,
    );
  }
  if (captures.length > 0) {
    const rows = captures.map(({ fetchedAt, status, size, timesSeen, requestUrl, id }) => [
      minute(fetchedAt),
      status,
      size,
      timesSeen,
      clip(requestUrl, 70),
      id,
    ]);
    lines.push("", table(["fetched", ">status", ">bytes", ">seen", "request", "capture"], rows));
  }
  const said = captures.flatMap((capture) =>
    capture.signals.map(({ from, statement }) => `  ${from}: ${printable(statement)}`),
  );
  if (said.length > 0) lines.push("", "the site says of mining, AI and archives", ...new Set(said));
  const bases = captures.flatMap(({ tdmBasis }) => (tdmBasis === null ? [] : [`  ${printable(tdmBasis)}`]));
  if (bases.length > 0) lines.push("", "read under the research exception, on the basis", ...new Set(bases));
  const revision = article?.revisions.at(-1);
  if (article && revision) {
    lines.push("", `article ${article.id}`, ...article.urls.map((alias) => `  ${alias.kind}: ${printable(alias.url)}`));
    lines.push(
      "",
      table(
        ["revision", "seen", "cause", ">words", "headline"],
        article.revisions.map((one) => [
          one.number,
          minute(one.seenAt),
          one.cause,
          one.wordCount,
          clip(one.headline, 60),
        ]),
      ),
    );
    const evidence = Object.entries(revision.evidence).map(([field, { from, rivals }]) => [
      field,
      clip(from, 60),
      Object.entries(rivals ?? {})
        .map(([place, value]) => `${place}: ${clip(value, 40)}`)
        .join("; "),
    ]);
    lines.push("", table(["field", "read from", "elsewhere"], evidence));
  }
  for (const thread of threads) {
    lines.push("", `thread ${thread.id}`, `  ${thread.platform}, ${clip(thread.key, 100)}`);
    lines.push(
      `  announced ${thread.announced ?? "no number"}, collected ${thread.collected}, ${thread.complete ? "complete" : "incomplete"}, read by ${thread.ways.join(", ") || "nothing yet"}`,
    );
    for (const gap of thread.gaps)
      lines.push(`  ${gap.reason}${gap.count === null ? "" : ` (${gap.count})`}: ${printable(gap.detail)}`);
    for (const [field, ways] of Object.entries(thread.sources)) {
      const told = Object.entries(ways).map(([way, comments]) => `${way} (${comments})`);
      lines.push(`  ${field} of comments that several ways gave: ${printable(told.join(", "))}`);
    }
    for (const walk of thread.walks) {
      const gaps = walk.gaps.map(({ reason, count }) => (count === null ? reason : `${reason} ${count}`)).join(", ");
      lines.push(
        `  walk ${walk.number}: ${minute(walk.walkedAt)} to ${minute(walk.lastWalkedAt)}, ${walk.timesSeen} times: ${walk.collected} of ${walk.announced ?? "?"} in ${walk.answers} answers${gaps === "" ? "" : `; ${gaps}`}`,
      );
    }
  }
  return lines;
}

const minute = (at: string | null): string => at?.slice(0, 16).replace("T", " ") ?? "never";

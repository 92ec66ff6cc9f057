// The commands of the model: each done to the paper and to a real corpus, and after each the two must agree.
import { type Corpus, openCorpus } from "@belowline/corpus";
import type { CrawlId, Lease, Sink } from "@belowline/schema";
import { sql } from "kysely";
import { expect } from "vitest";
import fc from "../../support/property.ts";
import { found, leaseAll, pretend, startCrawl, TEST_KEY, urlOf, visitOf } from "../corpus.ts";
import { breachesOf } from "../invariants.ts";
import { type Newspaper, openNewspaper } from "./newspaper.ts";

/** The corpus under test; it may be closed and opened again. */
export interface Real {
  readonly target: string;
  corpus: Corpus;
  /** Hours since the first visit. */
  hours: number;
}

type Command = fc.AsyncCommand<Newspaper, Real>;

const START = Date.parse("2026-03-02T08:00:00Z");
const momentOf = (real: Real): string => new Date(START + real.hours * 3_600_000).toISOString();

/** A crawl that commits so many visits at most, and then dies without a word. */
async function crawled(
  paper: Newspaper,
  real: Real,
  how: { most?: number; failing?: string; late?: boolean },
): Promise<void> {
  real.hours++;
  const sink = real.corpus.sink();
  const crawl = await startCrawl(sink, [found("/", { kind: "seed", priority: 0, via: "seed" })], true);
  const stories = new Map(paper.stories().map((story) => [urlOf(story.path) as string, story]));
  let left = how.most ?? Number.POSITIVE_INFINITY;
  let overslept: Lease | undefined;
  for (;;) {
    const leases = await leaseAll(sink, crawl);
    if (leases.length === 0) break;
    for (const lease of leases) {
      if (left-- <= 0) {
        await letGo(real.corpus);
        return;
      }
      if (how.late && !overslept && lease.page.kind !== "seed") {
        // Its lease ends while it sleeps; the page comes round again in the next turn.
        overslept = lease;
        await sql`update page set leased_until = now() - interval '1 second' where id = ${lease.page.id}`.execute(
          real.corpus.db,
        );
        continue;
      }
      await commit(paper, real, sink, crawl, lease, stories, how.failing);
    }
  }
  if (overslept) {
    const late = pretend(sink, crawl, overslept, stories, momentOf(real), "late");
    await expect(sink.commit(late)).rejects.toMatchObject({ code: "store/stale-lease" });
  }
  await sink.finish({ crawl, finishedAt: momentOf(real), state: "finished", report: {} });
}

async function commit(
  paper: Newspaper,
  real: Real,
  sink: Sink,
  crawl: CrawlId,
  lease: Lease,
  stories: ReadonlyMap<string, ReturnType<Newspaper["stories"]>[number]>,
  failing: string | undefined,
): Promise<void> {
  const { page } = lease;
  const path = new URL(page.url).pathname;
  const visitedAt = momentOf(real);
  if (path === failing) {
    const outcome = { kind: "broken" as const, code: "fetch/timeout", message: "no answer" };
    await sink.commit(visitOf(lease, crawl, outcome, { visitedAt, nextDue: visitedAt }));
    await sql`update page set due_at = null where id = ${page.id}`.execute(real.corpus.db); // else it is leased again in this crawl
    return;
  }
  await sink.commit(pretend(sink, crawl, lease, stories, visitedAt, ""));
  if (page.kind === "article" || page.kind === "thread") paper.visited(path, page.kind);
}

/** What a dead worker held comes free. */
const letGo = (corpus: Corpus): Promise<unknown> =>
  sql`update page set leased_until = null where leased_until is not null`.execute(corpus.db);

async function agree(paper: Newspaper, { corpus }: Real): Promise<void> {
  const { rows: articles } = await sql<{ url: string; text: string; revision: number; gone: boolean }>`
    select a.url, r.text, a.revision, a.gone_at is not null as gone from article a
    join article_revision r on r.article_id = a.id and r.number = a.revision`.execute(corpus.db);
  const heldArticles = articles.map(({ url, ...rest }) => [new URL(url).pathname, rest]);
  expect(Object.fromEntries(heldArticles)).toEqual(Object.fromEntries(paper.articles));
  const { rows: comments } = await sql<{ id: string; text: string; revision: number; gone: boolean }>`
    select c.native_id as id, r.text, c.revision, c.gone_at is not null as gone,
      (select count(*)::int from event e where e.comment_id = c.id and e.kind = 'comment-vanished') as vanished,
      (select count(*)::int from event e where e.comment_id = c.id and e.kind = 'comment-returned') as returned
    from comment c join comment_revision r on r.comment_id = c.id and r.number = c.revision`.execute(corpus.db);
  expect(Object.fromEntries(comments.map(({ id, ...rest }) => [id, rest]))).toEqual(Object.fromEntries(paper.comments));
  expect(await breachesOf(corpus, { erased: paper.erased })).toEqual([]);
}

/** A command by its name, for a report that can be read. */
const command = (
  name: string,
  check: (paper: Newspaper) => boolean,
  run: (paper: Newspaper, real: Real) => unknown,
  looks = false,
): Command => ({
  toString: () => name,
  check,
  async run(paper, real) {
    await run(paper, real);
    if (looks) await agree(paper, real);
  },
});

const pathAt = (n: number): string => `/story${n}`;
/** Of what there is, one by number. */
const pick = <T>(all: Iterable<T>, n: number): T | undefined => {
  const list = [...all];
  return list[n % Math.max(1, list.length)];
};
const commentsIn = (paper: Newspaper, gone: boolean): string[] =>
  [...paper.source.values()].flatMap(({ comments }) =>
    [...comments].flatMap(([id, one]) => (one.gone === gone ? [id] : [])),
  );

const onStory = (name: string, run: (paper: Newspaper, path: string) => void): fc.Arbitrary<Command> =>
  fc.nat(3).map((n) =>
    command(
      `${name}(${pathAt(n)})`,
      (paper) => paper.source.has(pathAt(n)),
      (paper) => run(paper, pathAt(n)),
    ),
  );
const onComment = (name: string, gone: boolean, run: (paper: Newspaper, id: string) => void): fc.Arbitrary<Command> =>
  fc.nat(20).map((n) =>
    command(
      `${name}(${n})`,
      (paper) => commentsIn(paper, gone).length > 0,
      (paper) => run(paper, pick(commentsIn(paper, gone), n)!),
    ),
  );

/** The change that matters shows only when a crawl follows it. */
const crawl = fc.constant(
  command(
    "crawl",
    () => true,
    (paper, real) => crawled(paper, real, {}),
    true,
  ),
);

/** What stands here twice is drawn twice as often. */
export const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  crawl,
  crawl,
  crawl,
  crawl,
  fc.nat(3).map((n) =>
    command(
      `publish(${pathAt(n)})`,
      (paper) => !paper.source.has(pathAt(n)),
      (paper) => paper.publish(pathAt(n)),
    ),
  ),
  onStory("say", (paper, path) => paper.say(path, false)),
  onStory("reply", (paper, path) => paper.say(path, true)),
  onStory("edit", (paper, path) => paper.edit(path)),
  onStory("take down", (paper, path) => paper.setGone(path, true)),
  onStory("put back", (paper, path) => paper.setGone(path, false)),
  onComment("edit comment", false, (paper, id) => paper.editComment(id)),
  onComment("delete comment", false, (paper, id) => paper.setCommentGone(id, true)),
  onComment("delete comment", false, (paper, id) => paper.setCommentGone(id, true)),
  onComment("comment reappears", true, (paper, id) => paper.setCommentGone(id, false)),
  onComment("comment reappears", true, (paper, id) => paper.setCommentGone(id, false)),
  fc.constant(
    command(
      "crawl twice",
      () => true,
      async (paper, real) => {
        await crawled(paper, real, {});
        await crawled(paper, real, {});
      },
      true,
    ),
  ),
  fc.nat(3).map((n) =>
    command(
      `crawl, and ${pathAt(n)} fails`,
      () => true,
      (paper, real) => crawled(paper, real, { failing: pathAt(n) }),
      true,
    ),
  ),
  fc.nat(6).map((most) =>
    command(
      `crawl, killed after ${most}`,
      () => true,
      (paper, real) => crawled(paper, real, { most }),
      true,
    ),
  ),
  fc.constant(
    command(
      "crawl, one visit comes late",
      () => true,
      (paper, real) => crawled(paper, real, { late: true }),
      true,
    ),
  ),
  fc.constant(
    command(
      "reopen",
      () => true,
      async (_, real) => {
        await real.corpus.close();
        real.corpus = await openCorpus(real.target, { key: TEST_KEY });
      },
      true,
    ),
  ),
  fc.nat(20).map((n) =>
    command(
      `erase comment(${n})`,
      (paper) => paper.comments.size > 0,
      async (paper, real) => {
        const id = pick(paper.comments.keys(), n)!;
        const row = await real.corpus.db
          .selectFrom("comment")
          .select("id")
          .where("nativeId", "=", id)
          .executeTakeFirstOrThrow();
        await real.corpus.erase({ comment: row.id });
        paper.eraseComment(id);
      },
      true,
    ),
  ),
  fc.nat(3).map((n) =>
    command(
      `erase(${pathAt(n)})`,
      (paper) => paper.articles.has(pathAt(n)),
      async (paper, real) => {
        await real.corpus.erase({ url: urlOf(pathAt(n)) });
        paper.eraseArticle(pathAt(n));
      },
      true,
    ),
  ),
];

/** Plays commands on a new paper, which has a story with three comments to begin with, and an empty corpus. */
export async function play(commands: Iterable<Command>, real: Real): Promise<void> {
  real.hours = 0;
  const model = openNewspaper();
  model.publish(pathAt(0));
  for (const reply of [false, true, false]) model.say(pathAt(0), reply);
  await fc.asyncModelRun(() => ({ model, real }), commands);
}

// The bundled site crawled, and read again offline: nothing changes by itself, what an older reader got wrong is mended as our doing.
import type { Reader } from "@belowline/schema";
import { crawl, reader } from "@belowline/scraper";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import type { Change, Corpus } from "../../packages/corpus/src/index.ts";
import { engines } from "../support/corpus.ts";
import { countRows, emptied } from "../support/rows.ts";

const local = { allowPrivateNetwork: true } as const;

/** Everything that rows say, so that a row that was only touched shows too. */
async function everything(corpus: Corpus): Promise<unknown> {
  const tables = [
    "article",
    "article_revision",
    "thread",
    "thread_walk",
    "comment",
    "comment_revision",
    "event",
    "page",
  ];
  const all: Record<string, unknown> = {};
  for (const name of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(
      corpus.db,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

describe.each(engines)("a re-extraction on $name", ({ open }) => {
  let corpus: Corpus;
  let site: Site;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(async () => {
    await emptied(corpus);
    site = await startSite();
    await crawl({ seeds: [site.url], sink: corpus.sink(), ...local });
  });
  afterEach(() => site.stop());

  const causes = async (url: string): Promise<string[]> => (await corpus.revisions(url)).map(({ cause }) => cause);
  /** The first story that a sweep did not revise. */
  const whole = async (): Promise<string> => {
    for (const { slug } of site.stories())
      if ((await causes(site.address(slug))).length === 1) return site.address(slug);
    throw new Error("every story was revised");
  };

  it("asks nobody and changes nothing where the reader is the same", async () => {
    const before = await everything(corpus);
    const asked = site.requests.length;
    const report = await corpus.reextract(reader());
    expect(report).toMatchObject({
      articles: { read: site.stories().length, revised: 0, new: 0, lost: [] },
      comments: { new: 0, changed: 0, lost: 0 },
      threads: { read: site.stories().length, ledgers: 0, unasked: 0, unknown: 0 },
      fields: {},
    });
    expect(site.requests.length).toBe(asked);
    expect(await everything(corpus)).toEqual(before);
  });

  it("mends what an older reader read wrongly, once, as a revision of ours; a dry run only tells", async () => {
    const url = await whole();
    const [before] = await corpus.articles().where({ url });
    await sql`update article_revision set headline = 'Wrong', text = replace(text, 'the', 'teh'), digest = 'old'
      where article_id = ${before!.id}::uuid`.execute(corpus.db);
    const { rows } = await sql<{ id: string }>`select id from comment order by id limit 1`.execute(corpus.db);
    const remark = rows[0]!.id;
    await sql`update comment_revision set text = 'Wrong', digest = 'old' where comment_id = ${remark}::uuid`.execute(
      corpus.db,
    );
    const wrong = await everything(corpus);

    const changes: Change[] = [];
    const dry = await corpus.reextract(reader(), { dryRun: true, onChange: (change) => changes.push(change) });
    expect(dry).toMatchObject({ dryRun: true, articles: { revised: 1 }, comments: { changed: 1, new: 0 } });
    expect(changes.flatMap(({ fields }) => fields!.map(({ field }) => field))).toEqual(["headline", "text", "text"]);
    expect(await everything(corpus)).toEqual(wrong);

    const report = await corpus.reextract(reader());
    expect(report.fields["article.headline"]).toEqual({
      count: 1,
      examples: [{ url, before: "Wrong", after: before!.headline }],
    });
    expect(await causes(url)).toEqual(["first", "extractor"]);
    expect((await corpus.articles().where({ url }))[0]).toEqual({ ...before, revision: 2 });
    const said = await corpus.db
      .selectFrom("commentRevision")
      .select("cause")
      .where("commentId", "=", remark as never)
      .orderBy("number")
      .execute();
    expect(said).toEqual([{ cause: "first" }, { cause: "extractor" }]);
    const events = await corpus.db
      .selectFrom("event")
      .select(["kind", "crawlId"])
      .where("crawlId", "is", null)
      .execute();
    expect(events.map(({ kind }) => kind).sort()).toEqual(["article-revised", "comment-revised"]);

    const mended = await countRows(corpus);
    expect(await corpus.reextract(reader())).toMatchObject({
      articles: { revised: 0 },
      comments: { changed: 0 },
      fields: {},
    });
    expect(await countRows(corpus)).toEqual(mended);
  });

  it("leaves an edit of the publisher an edit, and calls what another reader makes of it ours", async () => {
    const url = await whole();
    const { slug } = site.stories().find((story) => site.address(story.slug) === url)!;
    site.editArticle(slug, { headline: "Quite another headline" });
    await crawl({ seeds: [site.url], sink: corpus.sink(), refresh: true, ...local });
    expect(await causes(url)).toEqual(["first", "publisher"]);
    await corpus.reextract(reader());
    expect(await causes(url)).toEqual(["first", "publisher"]);
    // A reader that misreads the page it is given: whatever comes of it is our doing.
    const ours = reader();
    const blind: Reader = {
      ...ours,
      async page(capture, kind) {
        const read = await ours.page(capture, kind);
        return read.kind === "article" ? { ...read, article: { ...read.article, headline: "The paper" } } : read;
      },
    };
    const sink = corpus.sink();
    const blindly: typeof sink.commit = (visit) => {
      const { outcome } = visit;
      if (outcome.kind !== "article") return sink.commit(visit);
      return sink.commit({ ...visit, outcome: { ...outcome, article: { ...outcome.article, headline: "The paper" } } });
    };
    await corpus.reextract(blind);
    expect(await causes(url)).toEqual(["first", "publisher", "extractor"]);
    // The site changes what that reader is blind to; the next one sees both its own difference and the site's.
    site.editArticle(slug, { headline: "A third headline" });
    await crawl({ seeds: [site.url], sink: { ...corpus.sink(), commit: blindly }, refresh: true, ...local });
    expect(await causes(url)).toHaveLength(3);
    await corpus.reextract(reader());
    const revisions = await corpus.revisions(url);
    expect(revisions.slice(3).map(({ cause, headline }) => [cause, headline])).toEqual([
      ["extractor", "Quite another headline"],
      ["publisher", "A third headline"],
    ]);
  });

  it("reads an article where an older reader found none, and says which it no longer finds", async () => {
    const url = await whole();
    const [before] = await corpus.articles().where({ url });
    const blind: Reader = {
      ...reader(),
      page: () => ({ kind: "absent", reason: "not-an-article", detail: "no text" }),
    };
    const rows = await countRows(corpus);
    const lost = await corpus.reextract(blind);
    expect(lost.articles.lost).toHaveLength(site.stories().length);
    expect(await countRows(corpus)).toEqual(rows);

    await emptied(corpus);
    const sink = corpus.sink();
    const unseen = { kind: "absent", reason: "not-an-article", detail: "no text" } as const;
    const commit: typeof sink.commit = (visit) =>
      sink.commit(visit.outcome.kind === "article" ? { ...visit, outcome: unseen } : visit);
    await crawl({ seeds: [site.url], sink: { ...sink, commit }, ...local });
    expect(await corpus.articles().count()).toBe(0);
    const found = await corpus.reextract(reader());
    expect(found.articles).toMatchObject({ new: site.stories().length, lost: [] });
    const [after] = await corpus.articles().where({ url });
    expect(after!.text).toBe(before!.text);
  });

  it("keeps what the publisher repeats out of the texts that it reads again", async () => {
    const publisher = new URL(site.url).host;
    const lines = (await corpus.boilerplate(publisher)).map(({ text }) => text);
    expect(lines).toContain("Four people write this paper, and readers like you pay for it.");
    await sql`update article_revision set text = 'Wrong'`.execute(corpus.db);
    await corpus.reextract(reader(), { publisher });
    for (const { text } of await corpus.articles()) expect(text).not.toContain("Four people write this paper");
    expect((await corpus.boilerplate(publisher)).map(({ text }) => text)).toEqual(lines);

    // A researcher's word outlives every later reading.
    await corpus.ruleLine(publisher, lines[0]!, "keep");
    const held = (await corpus.articles()).filter(({ text }) => text.includes(lines[0]!)).length;
    expect(held).toBeGreaterThan(1);
    await corpus.reextract(reader(), { publisher });
    expect((await corpus.articles()).filter(({ text }) => text.includes(lines[0]!))).toHaveLength(held);
  });
});

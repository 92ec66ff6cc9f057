// asOf on both engines: whatever happens to a corpus, a look back gives what was there to be seen at the time.

import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, crawlStories, engines, type Said, type Story } from "../../support/corpus.ts";
import fc from "../../support/property.ts";
import { emptied } from "../../support/rows.ts";

const PATHS = ["/ferry", "/mill"];
const START = Date.parse("2026-03-02T08:00:00Z");
const hour = (step: number): string => new Date(START + step * 3_600_000).toISOString();

type Deed =
  | { readonly kind: "add"; readonly story: number; readonly parent: number; readonly first: boolean }
  | { readonly kind: "edit" | "drop" | "restore" | "vote" | "moderate"; readonly story: number; readonly which: number }
  | { readonly kind: "rewrite" | "close" | "miss" | "reverse" | "remove" | "rest" | "stop"; readonly story: number };

const story = fc.nat({ max: PATHS.length - 1 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("add" as const), story, parent: fc.nat(), first: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("edit", "drop", "restore", "vote", "moderate" as const),
      story,
      which: fc.nat(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("rewrite", "close", "miss", "reverse", "remove", "rest", "stop" as const),
      story,
    }),
  },
);

interface Site {
  text: number;
  open: boolean;
  gone: boolean;
  said: (Said & { dropped: boolean })[];
}

/** What the publisher's site does. */
function act(site: Site, deed: Deed, step: number): void {
  const one = "which" in deed && site.said.length > 0 ? site.said[deed.which % site.said.length] : undefined;
  const change = (more: Partial<Said & { dropped: boolean }>): void => {
    if (one) site.said[site.said.indexOf(one)] = { ...one, ...more };
  };
  if (deed.kind === "add") {
    const there = site.said.filter(({ dropped }) => !dropped);
    const parent = deed.first || there.length === 0 ? null : there[deed.parent % there.length]!.id;
    const fresh = { id: String(site.said.length + 1), parent, dropped: false, createdAt: hour(step) };
    site.said.splice(deed.first ? 0 : site.said.length, 0, fresh);
  } else if (deed.kind === "edit") change({ text: `Second thoughts at ${step}` });
  else if (deed.kind === "drop") change({ dropped: true });
  else if (deed.kind === "restore") change({ dropped: false });
  else if (deed.kind === "vote") change({ more: { votes: { up: step, down: null, score: null } } });
  else if (deed.kind === "moderate") change({ text: "Taken out.", more: { state: "removed" } });
  else if (deed.kind === "rewrite") site.text++;
  else if (deed.kind === "close") site.open = !site.open;
  else if (deed.kind === "reverse") site.said.reverse();
  else if (deed.kind === "remove") site.gone = !site.gone;
}

function storyOf(path: string, site: Site, deed: Deed | undefined): Story {
  const there = site.said.filter(({ dropped }) => !dropped);
  // A walk that was stopped half-way, or that came back empty-handed.
  const read = deed?.kind === "stop" ? there.slice(0, there.length / 2) : deed?.kind === "miss" ? [] : there;
  const stopped = read.length < there.length;
  return {
    path,
    text: `The ferry did not sail.\nEdition ${site.text} of the same story, as the harbour master tells it.`,
    comments: read,
    announced: there.length,
    complete: !stopped,
    gaps: stopped ? [{ reason: "interrupted", count: there.length - read.length, detail: "stopped" }] : [],
    open: site.open,
    gone: site.gone,
  };
}

async function picture(corpus: Corpus, asOf?: string): Promise<unknown> {
  const moment = asOf === undefined ? {} : { asOf };
  const duplicates = "keep" as const;
  const trees = await Promise.all(PATHS.map((path) => corpus.thread(articleIdOf(path), moment)));
  return JSON.parse(
    JSON.stringify({
      articles: await corpus.articles({ ...moment, duplicates }),
      comments: await corpus.comments({ ...moment, duplicates }),
      present: await corpus
        .comments({ ...moment, duplicates })
        .where({ gone: false })
        .count(),
      threads: await corpus.threads(moment),
      trees: trees.map((tree) => tree && { thread: tree.thread, ids: tree.comments.map(({ id }) => id) }),
    }),
  );
}

describe.each(engines)("the corpus as it stood, on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());

  it("is what was seen at each step of any history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 9 }), async (deeds) => {
        await emptied(corpus);
        const sites = PATHS.map((): Site => ({ text: 1, open: true, gone: false, said: [] }));
        const pictures: unknown[] = [];
        for (const [step, deed] of deeds.entries()) {
          act(sites[deed.story]!, deed, step);
          const stories = PATHS.map((path, i) => storyOf(path, sites[i]!, deed.story === i ? deed : undefined));
          const visits = deed.kind === "rest" ? [] : stories;
          if (visits.length > 0) {
            await crawlStories(corpus.sink(), visits, { visitedAt: hour(step), edition: String(step) });
          }
          pictures.push(await picture(corpus));
        }
        for (const [step, seen] of pictures.entries()) {
          // At the step or between it and the next: nothing happens there.
          expect(await picture(corpus, hour(step + (step % 2) / 2)), `step ${step}`).toEqual(seen);
        }
        expect(await picture(corpus, hour(-1))).toMatchObject({ articles: [], comments: [], threads: [] });
      }),
      { numRuns: 8 },
    );
  }, 300_000);

  it("has no comment before our better reading found it, however old the answer", async () => {
    await emptied(corpus);
    const stories = [{ path: "/ferry", comments: [{ id: "1" }] }];
    await crawlStories(corpus.sink(), stories, { visitedAt: hour(0) });
    await corpus.transaction(async (tx) => {
      await sql`select set_config('belowline.at', ${hour(5)}, true)`.execute(tx);
      await sql`insert into comment select n.* from comment c,
        jsonb_populate_record(c, '{"id": "00000000-0000-8000-8000-000000000001", "native_id": "2"}') n`.execute(tx);
      await sql`insert into comment_revision select n.* from comment_revision r,
        jsonb_populate_record(r, '{"comment_id": "00000000-0000-8000-8000-000000000001"}') n`.execute(tx);
    });
    expect(await corpus.comments({ asOf: hour(4) }).count()).toBe(1);
    expect(await corpus.comments({ asOf: hour(5) }).count()).toBe(2);
    expect((await corpus.comments({ asOf: hour(5) })).map(({ firstSeenAt }) => firstSeenAt)).toEqual([
      hour(0),
      hour(0),
    ]);
  });
});

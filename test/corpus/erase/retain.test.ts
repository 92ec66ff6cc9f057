// Retention: old raw bodies lose their bytes and nothing else; one that comes again is there again.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { at, crawlStories, engines } from "../../support/corpus.ts";
import { dumpOf } from "../../support/dump.ts";

const stories = [{ path: "/old", comments: [{ id: "1", text: "Kept, whatever becomes of the page." }] }];

describe.each(engines)("retention ($name)", ({ open }) => {
  it("drops bodies by their age, at once and at the end of every crawl, and keeps what was read from them", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), stories);
    const whole = await corpus.db.selectFrom("body").select("digest").execute();
    expect(await corpus.retain()).toMatchObject({ bodies: "forever", dropped: 0 });
    await sql`update capture set last_seen_at = now() - interval '13 months'`.execute(corpus.db);
    expect(await corpus.retain({ bodies: "12mo", dryRun: true })).toMatchObject({ dropped: whole.length });
    expect(await corpus.retain({ bodies: "2y" })).toMatchObject({ dropped: 0 });
    expect(await corpus.retain({ bodies: "12mo" })).toMatchObject({ bodies: "12mo", dropped: whole.length });
    const [capture] = await corpus.db.selectFrom("capture").select("id").execute();
    expect(await corpus.capture(capture!.id)).toMatchObject({ dropped: "expired", body: new Uint8Array(0) });
    expect(await corpus.comments().count()).toBe(1);

    // The same answers, seen now: they are kept again.
    await crawlStories(corpus.sink(), stories, { visitedAt: new Date().toISOString() });
    expect(await corpus.capture(capture!.id)).toMatchObject({ dropped: null });
    await sql`update capture set last_seen_at = now() - interval '13 months'`.execute(corpus.db);
    await corpus.sink().finish({
      crawl: (await corpus.db.selectFrom("crawl").select("id").executeTakeFirstOrThrow()).id,
      finishedAt: new Date().toISOString(),
      state: "finished",
      report: {},
    });
    expect(await corpus.capture(capture!.id)).toMatchObject({ dropped: "expired" });
    expect(await corpus.retain({ bodies: "forever" })).toMatchObject({ dropped: 0 });
  });

  it("drops what was last seen before a day, and erases comments that their site took away so long ago", async () => {
    await using corpus = await open();
    const said = [
      { id: "1", text: "Still here." },
      { id: "2", text: "The quennebrux went, and so did I." },
    ];
    await crawlStories(corpus.sink(), [{ path: "/old", comments: said }]);
    await crawlStories(corpus.sink(), [{ path: "/old", comments: said.slice(0, 1) }], { visitedAt: at(4) });
    expect(await corpus.retain({ bodies: "2026-03-03", gone: "2026-03-04", dryRun: true })).toMatchObject({
      dropped: 1,
      erased: 0,
    });
    expect(await corpus.retain({ gone: "2026-03-05" })).toMatchObject({ gone: "2026-03-05", erased: 1, dropped: 0 });
    expect(await dumpOf(corpus)).not.toContain("quennebrux");
    await crawlStories(corpus.sink(), [{ path: "/old", comments: said }], { visitedAt: at(6) });
    expect((await corpus.comments()).map(({ text }) => text)).toEqual(["Still here."]);
    expect(await corpus.retain()).toMatchObject({ bodies: "forever", gone: "2026-03-05", erased: 0 });
  });

  it("refuses what is no span", async () => {
    await using corpus = await open();
    for (const bodies of ["12", "0d", "1 year", "-3d", "12mo; drop table body", "2026-02-30", "2026"]) {
      await expect(corpus.retain({ bodies })).rejects.toMatchObject({ code: "usage/invalid-value" });
    }
  });
});

// A story that a bot check hides is asked for again another day, ever more seldom, and then no more.
import type { Corpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { answer, type Handler, nastyServer } from "../support/nasty-server.ts";

const PATH = "/2026/03/ferry-stays-in-harbour-all-week";
const story = `<!doctype html><html><head><title>Ferry stays</title><meta property="og:type" content="article"></head><body><article>
<h1>Ferry stays in harbour</h1>${"<p>The ferry did not sail today, and the harbour master blames the wind that blew all night.</p>".repeat(6)}</article></body></html>`;
const front = answer(`<title>News</title><ul><li><a href="${PATH}">The ferry stays in the harbour all week</a></ul>`);
const check = `<title>Just a moment...</title><h1>news.example</h1><p>Checking if the connection is secure.</p><div id="challenge-running"></div>`;

/** Days until it is asked for again; null for never. */
async function daysOf(corpus: Corpus): Promise<number | null> {
  const { rows } = await sql<{ days: number | null }>`
    select round(extract(epoch from due_at - now()) / 86400)::int as days from page where url like ${`%${PATH}`}`.execute(
    corpus.db,
  );
  return rows[0]!.days;
}

it.each<[string, Handler]>([
  ["403", answer("no", {}, 403)],
  ["a check", answer(check, { etag: '"check"' })],
])("that is %s", async (_, bar) => {
  let barred = true;
  await using server = await nastyServer({
    "/": front,
    [PATH]: (request, response) => {
      if (!barred) expect(request.headers["if-none-match"]).toBeUndefined(); // nothing is known of it
      return (barred ? bar : answer(story))(request, response);
    },
  });
  await using corpus = await engines[1]!.open();
  const days: (number | null)[] = [];
  const again = async () => {
    await sql`update page set due_at = now() where url like ${`%${PATH}`}`.execute(corpus.db);
    const report = await crawl({ seeds: [server.url], sink: corpus.sink(), allowPrivateNetwork: true });
    days.push(await daysOf(corpus));
    return report;
  };
  for (let n = 0; n < 6; n++) expect((await again()).absent).toMatchObject({ challenged: 1 });
  expect(days).toEqual([1, 2, 4, 8, 16, null]);
  barred = false;
  expect(await again()).toMatchObject({ articles: { new: 1 } });
});

it("stays on its ladder when it was read before, whatever stands in its place one day", async () => {
  const consent =
    "<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies. Consent, or read our cookies and privacy notice about consent to cookies.</p>";
  const days = [
    answer(consent),
    answer("<title>Page not found</title><h1>Page not found</h1><p>Sorry, it moved.</p>"),
    answer(check),
  ];
  let today: Handler = answer(story);
  await using server = await nastyServer({ "/": front, [PATH]: (request, response) => today(request, response) });
  await using corpus = await engines[1]!.open();
  const visited = async () => {
    await sql`update page set due_at = now() where url like ${`%${PATH}`}`.execute(corpus.db);
    return await crawl({ seeds: [server.url], sink: corpus.sink(), allowPrivateNetwork: true });
  };
  const published = { articles: { found: 1 } };
  expect(await visited()).toMatchObject(published);
  for (today of days) {
    expect(await visited()).toMatchObject({ articles: { found: 0 } });
    expect(await daysOf(corpus)).toBe(0); // a quarter of an hour
  }
  today = answer(story);
  expect(await visited()).toMatchObject(published);
});

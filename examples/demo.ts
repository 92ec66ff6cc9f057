// The demo: a local news site is crawled into a folder, asked, edited and crawled again. With a URL it does the same to a real one.
import { strict as assert } from "node:assert";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Corpus, type CrawlOptions, crawl, isBelowlineError, openCorpus } from "belowline";
import { difference, short, table, tree } from "./printed.ts";
import { type Site, startSite } from "./site/server.ts";

/** Where the demo lives; only its test moves it. */
const FOLDER = process.env.BELOWLINE_DEMO_FOLDER ?? join(import.meta.dirname, "../.demo");
/** A real site is visited for a taste; the command line has no such limit. */
const TASTE = 10;

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
// The key lies in the demo's own folder, so that trying this leaves nothing in the user's home.
process.env.BELOWLINE_KEY_FILE ??= join(FOLDER, "demo.key");

const start = performance.now();
try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { contact: { type: "string" } } });
  const [url] = positionals;
  await rm(FOLDER, { recursive: true, force: true });
  if (url === undefined) await bundled();
  else await real(url, values.contact);
} catch (error) {
  const expected =
    isBelowlineError(error) || (error instanceof Error && /^ERR_(ASSERTION|PARSE_ARGS)/.test(codeOf(error)));
  if (!stop.signal.aborted) console.error(expected ? `\ndemo: ${error.message}` : error);
  process.exitCode = 1;
}
if (stop.signal.aborted) process.exitCode = 130;

function codeOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code);
}

async function bundled(): Promise<void> {
  const site = await startSite();
  try {
    await using corpus = await openCorpus(join(FOLDER, "corpus"));
    heading(`A small news site stands at ${site.url} and is crawled into .demo/corpus`);
    const options = { seeds: [site.url], sink: corpus.sink(), allowPrivateNetwork: true };
    await visit(options);
    await showCoverage(corpus);
    await checkCoverage(corpus, site);

    const article = await corpus.articles().where({ search: "harbour wall" }).first();
    assert(article, "the article on the harbour wall was expected in the corpus");
    await showThread(corpus, article.id, article.headline);
    await showSearch(corpus, "ferry");

    const edited = "ferry-timetable";
    site.editArticle(edited, {
      headline: "Ferry keeps its early crossing after all",
      append: "On Thursday the line changed its mind: the cannery pays for twelve tickets, whoever sails.",
    });
    heading(`The site edits "${edited}", and is crawled again`);
    const again = await visit({ ...options, refresh: true });
    assert.deepEqual(again.articles, { found: 8, new: 0, revised: 1 }, "one revised article and no new one");
    const { new: added, revised, vanished } = again.comments;
    assert.deepEqual([added, revised, vanished], [0, 0, 0], "comments as they were");
    await showRevisions(corpus, site.address(edited));
    assert(!site.requests.some(({ path }) => /^\/members\/|replytocom/.test(path)), "no forbidden page was asked for");
  } finally {
    await site.stop();
  }
  heading(`Done in ${((performance.now() - start) / 1000).toFixed(1)} s. What to type next`);
  console.log(`  pnpm belowline show --corpus .demo/corpus
  pnpm --silent belowline export comments --format csv --corpus .demo/corpus > comments.csv
  pnpm demo https://your-news-site.example --contact you@university.example      ${TASTE} articles of a real site
  pnpm belowline crawl https://your-news-site.example --contact you@university.example   all of it, into ./corpus`);
}

async function real(url: string, contact: string | undefined): Promise<void> {
  await using corpus = await openCorpus(join(FOLDER, "corpus"));
  heading(`${url} is crawled into .demo/corpus: ${TASTE} articles, politely, which takes a few minutes`);
  await visit({ seeds: [url], sink: corpus.sink(), maxArticles: TASTE, ...(contact === undefined ? {} : { contact }) });
  await showCoverage(corpus);
  const articles = await corpus.articles();
  assert(
    articles.length > 0,
    `no article was found; "pnpm belowline why ${url} --corpus .demo/corpus" tells what was tried`,
  );
  const [most] = articles.sort((a, b) => (b.thread?.collected ?? 0) - (a.thread?.collected ?? 0));
  if (most?.thread) await showThread(corpus, most.id, most.headline);
  heading("What to type next");
  console.log(`  pnpm belowline crawl ${url} --contact ${contact ?? "you@university.example"}`);
}

async function visit(options: CrawlOptions): ReturnType<typeof crawl> {
  const report = await crawl({ ...options, signal: stop.signal });
  const { pages, requests, seconds } = report;
  console.log(`  ${pages.visited} pages, ${requests} requests, ${seconds} s`);
  for (const { url, message } of report.broken) console.log(`  could not read ${url}: ${message}`);
  return report;
}

async function showCoverage(corpus: Corpus): Promise<void> {
  const { articles, comments, threads, incomplete, absent } = await corpus.coverage();
  heading("Coverage");
  const counts = [articles, threads.total, comments.announced, comments.collected, threads.incomplete];
  console.log(table(["articles", "threads", "comments announced", "collected", "threads incomplete"], [counts]));
  const reasons = Object.entries(absent).map(([reason, count]) => `${reason} ${count}`);
  if (reasons.length > 0) console.log(`  no articles: ${reasons.join(", ")}`);
  if (incomplete.length === 0) return;
  const rows = incomplete.map(({ articleUrl, announced, collected, gaps }) => {
    return [
      new URL(articleUrl).pathname,
      announced,
      collected,
      gaps.map((gap) => `${gap.reason} (${gap.count ?? "?"}): ${gap.detail}`).join("; "),
    ];
  });
  console.log(`\n${table(["incomplete thread", "announced", "collected", "why"], rows)}`);
}

/** The site knows what a complete crawl must find. */
async function checkCoverage(corpus: Corpus, site: Site): Promise<void> {
  const { articles, comments, incomplete } = await corpus.coverage();
  const expected = site.stories().reduce((sum, story) => sum + site.comments(story.slug).length, 0);
  assert.equal(articles, site.stories().length, "every article of the site");
  assert.equal(comments.collected, expected, "every comment of the site");
  assert.deepEqual(
    incomplete.map(({ articleUrl, announced, collected }) => [articleUrl, (announced ?? 0) - collected]),
    [[site.address("ferry-timetable"), 4]],
    "one thread whose site announces four comments that it shows nowhere",
  );
}

async function showThread(corpus: Corpus, articleId: string, headline: string): Promise<void> {
  const thread = await corpus.thread(articleId);
  assert(thread, `a thread was expected below "${headline}"`);
  heading(`The thread below "${short(headline, 60)}", commenters under pseudonyms`);
  console.log(tree(thread, 16));
}

async function showSearch(corpus: Corpus, search: string): Promise<void> {
  heading(`corpus.comments().where({ search: "${search}" })`);
  const found = await corpus.comments().where({ search });
  assert(found.length > 0, `comments with the word "${search}"`);
  const rows = found.map(({ createdAt, depth, parentFrom, text }) => {
    return [createdAt?.slice(0, 16) ?? null, depth, parentFrom, short(text, 70)];
  });
  console.log(table(["time (UTC)", "depth", "parent from", "text"], rows));
}

async function showRevisions(corpus: Corpus, url: string): Promise<void> {
  const [first, second, ...more] = await corpus.revisions(url);
  assert(first && second && more.length === 0, "exactly two revisions of the edited article");
  console.log(`  1  modified ${first.modifiedAt}  ${short(first.headline, 60)}`);
  console.log(`  2  modified ${second.modifiedAt}  ${short(second.headline, 60)}`);
  console.log(difference(first.text, second.text));
}

function heading(text: string): void {
  console.log(`\n${text}`);
}

// Visits the real page of each platform that is named, on request and never in CI, and writes the date into docs/platforms.md.
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { keysFrom } from "../packages/cli/src/keys.ts";
import { newPrivacyKey, privacyOf, publisherOf } from "../packages/schema/src/index.ts";
import { locateThreads } from "../packages/scraper/src/comments/locate.ts";
import type { AnyPlatform } from "../packages/scraper/src/comments/platform.ts";
import { walk } from "../packages/scraper/src/comments/walk.ts";
import { loadPage } from "../packages/scraper/src/html/page.ts";
import { platforms } from "../packages/scraper/src/platforms/index.gen.ts";
import { writeGenerated } from "./generate-registry.ts";
import { LIVE_FILE, type LivePages, type LiveVisit } from "./live-pages.ts";
import { type OutsideOptions, outside } from "./outside.ts";

const USAGE = `usage: pnpm live PLATFORM... --contact MAIL_OR_URL
       pnpm live PLATFORM=https://a.page/with-comments ...   also notes the page for the next time
       pnpm live --all --contact MAIL_OR_URL                 every page of docs/live.json that may be read
Reads one page and its thread of each, obeys robots.txt, and writes what came of it into docs/live.json and docs/platforms.md.`;

/** A walk of a long thread is stopped here: this looks whether an adapter still understands its platform, and collects nothing. */
const MOST_ASKS = 5;

/** Reads one platform's thread on a real page. */
export async function visitLive(
  platform: AnyPlatform,
  page: string,
  options: OutsideOptions,
): Promise<Omit<LiveVisit, "on">> {
  await using site = outside(page, options);
  const answer = await site.ask({ url: page, accept: "html" });
  if ("reason" in answer) return { page, came: `the page could not be read: ${answer.reason}` };
  if (answer.status !== 200) return { page, came: `the page answered ${answer.status}` };
  const { url, headers, body, fetchedAt } = answer;
  const [reference] = locateThreads(loadPage({ url, headers, body, fetchedAt }), [platform]);
  if (!reference) return { page, came: "no thread was found in the page" };
  const thread = await walk({
    platform,
    reference,
    articleUrl: url,
    publisher: publisherOf(url),
    // Nobody's name is needed to see whether names are read.
    privacy: privacyOf("pseudonym", newPrivacyKey()),
    ask: site.ask,
    maxAsks: MOST_ASKS,
  });
  const gaps = thread.gaps.map(({ reason, count }) => (count === null ? reason : `${reason} ${count}`)).join(", ");
  return {
    page,
    came: `${thread.collected} of ${thread.announced ?? "?"}${thread.complete ? ", complete" : `: ${gaps}`}`,
  };
}

// run.mjs imports this file, so that it is not the main module.
if (process.argv[1] === import.meta.filename) {
  if (process.env.CI) fail("this asks real sites, which no CI run does");
  const { values, positionals } = wishes();
  const known = JSON.parse(await readFile(LIVE_FILE, "utf8")) as LivePages;
  const pages: Record<string, LiveVisit> = { ...known };
  const wanted = values.all ? Object.keys(known).map((id) => ({ id, page: undefined })) : positionals.map(wishOf);
  if (wanted.length === 0) fail(USAGE);
  if (!values.contact && !values["allow-private-network"])
    fail(`a contact is required, so that a site's owner can reach you; ${USAGE}`);
  for (const { id, page: given } of wanted) {
    const platform = (platforms as readonly AnyPlatform[]).find((one) => one.id === id);
    if (!platform) fail(`no platform is named "${id}"; docs/platforms.md lists them`);
    if (platform.consent.default === "off" || platform.access === "detect-only") {
      if (!values.all) fail(`${id} is not read: ${platform.consent.terms}`);
      continue;
    }
    const page = given ?? pages[id]?.page;
    if (page === undefined) fail(`no page is known for "${id}": pnpm live ${id}=https://...`);
    const visit = await visitLive(platform, page, {
      contact: values.contact ?? null,
      allowPrivateNetwork: values["allow-private-network"] ?? false,
      keys: keysFrom(process.env),
    });
    pages[id] = { ...visit, on: new Date().toISOString().slice(0, 10) };
    console.log(`${id}: ${visit.came}`);
    const sorted = Object.fromEntries(Object.entries(pages).sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile(LIVE_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
  }
  await writeGenerated();
}

function wishOf(given: string): { readonly id: string; readonly page: string | undefined } {
  const at = given.indexOf("=");
  return at < 0 ? { id: given, page: undefined } : { id: given.slice(0, at), page: given.slice(at + 1) };
}

function wishes() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        all: { type: "boolean" },
        contact: { type: "string" },
        "allow-private-network": { type: "boolean" },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}; ${USAGE}`);
  }
}

function fail(message: string): never {
  console.error(`live: ${message}`);
  process.exit(1);
}

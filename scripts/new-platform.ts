// Starts a comment platform from a real page: records it and the answers that matter, writes an adapter, and an example that fails.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { type Capture, UsageError } from "../packages/schema/src/index.ts";
import { answerOf } from "../packages/scraper/src/comments/answer.ts";
import { locateThreads } from "../packages/scraper/src/comments/locate.ts";
import { loadPage, type Page } from "../packages/scraper/src/html/page.ts";
import { platforms } from "../packages/scraper/src/platforms/index.gen.ts";
import { type Recorded, recordedIn } from "./har.ts";
import { filesOf } from "./new-platform-files.ts";
import { type OutsideOptions, outside } from "./outside.ts";

const USAGE = `usage: pnpm new:platform URL --contact MAIL_OR_URL [--id ID] [--name NAME] [--docs URL] [--ask URL]... [--har FILE]
  URL     a page with comments of the platform
  --ask   a question that the page's script asks (from the browser's list of requests); its answer is recorded
  --har   that list itself, saved by the browser as a HAR file: its JSON answers about comments are recorded, nothing is asked again
  --id    small letters, digits and hyphens; else taken from the host that answers the comments
For example: pnpm new:platform https://news.example/2026/03/bridge/ --id chatter --ask "https://chatter.example/api/comments?page=1"`;

export interface Wish extends OutsideOptions {
  readonly url: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly docs: string | undefined;
  readonly asks: readonly string[];
  readonly har: string | undefined;
}

/** The files of a new platform, by path from the root, and what the page shows of it. */
export interface Start {
  readonly id: string;
  readonly files: ReadonlyMap<string, string>;
  /** Scripts and marks that may belong to the platform. */
  readonly marks: readonly string[];
  /** Platforms that know a thread of the page already. */
  readonly known: readonly string[];
}

/**
 * Visits the page and its questions, politely.
 *
 * @throws UsageError where the page cannot be had
 */
export async function startPlatform(wish: Wish): Promise<Start> {
  await using site = outside(wish.url, wish);
  const answer = await site.ask({ url: wish.url, accept: "html" });
  if ("reason" in answer || answer.status !== 200) {
    const why = "reason" in answer ? answer.detail : `it answered ${answer.status}`;
    throw new UsageError("usage/not-found", `new:platform: ${wish.url} could not be read: ${why}`);
  }
  const answers: Recorded[] = wish.har === undefined ? [] : [...recordedIn(wish.har, answer.url)];
  for (const url of wish.asks) {
    const told = await site.ask({ url, accept: "json" });
    answers.push("reason" in told ? { url, gap: told.reason } : recordOf(told));
  }
  const page = loadPage({ url: answer.url, headers: answer.headers, body: answer.body, fetchedAt: answer.fetchedAt });
  const id = wish.id ?? idFrom(answers[0]?.url ?? answer.url, answer.url);
  const html = answerOf({ url: answer.url }, answer).text;
  return {
    id,
    files: filesOf(
      { id, name: wish.name ?? id, docs: wish.docs ?? new URL(answers[0]?.url ?? answer.url).origin },
      page,
      html,
      answers,
    ),
    marks: marksOf(page),
    known: locateThreads(page, platforms).map(({ platform }) => platform),
  };
}

// run.mjs imports this file, so that it is not the main module.
if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = wishes();
  const [url, ...rest] = positionals;
  if (url === undefined || rest.length > 0 || !/^https?:\/\//.test(url)) fail(USAGE);
  if (!values.contact && !values["allow-private-network"])
    fail(`a contact is required, so that the site's owner can reach you; ${USAGE}`);
  if (values.id !== undefined && !/^[a-z][a-z0-9-]*$/.test(values.id))
    fail(`--id is written in small letters, digits and hyphens, not "${values.id}"`);
  const start = await startPlatform({
    url,
    id: values.id,
    name: values.name,
    docs: values.docs,
    asks: values.ask ?? [],
    har: values.har,
    contact: values.contact ?? null,
    allowPrivateNetwork: values["allow-private-network"] ?? false,
  }).catch((error: Error) => fail(error.message));
  for (const [path, content] of start.files) {
    const file = new URL(`../${path}`, import.meta.url);
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, content, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      fail(error.code === "EEXIST" ? `${path} is there already; nothing was overwritten` : error.message);
    });
    console.error(`written: ${path}`);
  }
  if (start.known.length > 0)
    console.error(
      `note: ${start.known.join(", ")} already ${start.known.length === 1 ? "knows" : "know"} a thread of this page`,
    );
  if (start.marks.length > 0) console.error(`marks that may be the platform's:\n  ${start.marks.join("\n  ")}`);
  console.error(`The page and its answers are as the site gave them. Before you commit, shorten them, put invented names and texts into them, and
take "recorded" out of captures.json; a test refuses recordings of real people.
next: docs/adding-a-platform.md; fill in the adapter, its server and the expectation, then run
  pnpm gen && pnpm test platforms.test.ts && pnpm conformance ${start.id} --size 500`);
}

function recordOf({ url, status, headers, body }: Capture): Recorded {
  const text = new TextDecoder().decode(body);
  const type = headers["content-type"];
  try {
    return { url, ...(status !== 200 && { status }), json: JSON.parse(text) as unknown };
  } catch {
    return {
      url,
      ...(status !== 200 && { status }),
      ...(type !== undefined && { headers: { "content-type": type } }),
      body: text,
    };
  }
}

/** The name of the host that answers, without what says nothing: `https://api.chatter.example` is chatter. */
function idFrom(api: string, page: string): string {
  const host = new URL(api).hostname === new URL(page).hostname ? new URL(page).hostname : new URL(api).hostname;
  const label = host
    .split(".")
    .filter((part) => !/^(?:www|api|cdn|comments?|embed|com|org|net|co|uk|de|io)$/.test(part))[0];
  const id = (label ?? "platform")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return id === "" ? "platform" : id;
}

/** Scripts of other hosts, and elements whose name says comments. */
function marksOf(page: Page): readonly string[] {
  const found = new Set<string>();
  for (const { attribs } of page.all("script")) {
    const url = attribs.src === undefined ? null : URL.parse(attribs.src, page.url);
    if (url && url.host !== new URL(page.url).host) found.add(`script ${url.origin}${url.pathname}`);
  }
  for (const { name, attribs } of page.elements) {
    const words = `${attribs.id ?? ""} ${attribs.class ?? ""} ${name.includes("-") ? name : ""}`;
    if (!/comment|discuss|thread|conversation|talk|replies/i.test(words)) continue;
    const data = Object.keys(attribs).filter((one) => one.startsWith("data-"));
    found.add(
      `<${name}${attribs.id ? ` id="${attribs.id}"` : ""}${attribs.class ? ` class="${attribs.class}"` : ""}${data.length > 0 ? ` ${data.join(" ")}` : ""}>`.slice(
        0,
        160,
      ),
    );
  }
  return [...found].slice(0, 25);
}

function wishes() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        id: { type: "string" },
        name: { type: "string" },
        docs: { type: "string" },
        ask: { type: "string", multiple: true },
        har: { type: "string" },
        contact: { type: "string" },
        "allow-private-network": { type: "boolean" },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}; ${USAGE}`);
  }
}

function fail(message: string): never {
  console.error(message.startsWith("new:platform") ? message : `new:platform: ${message}`);
  process.exit(1);
}

// Replays a recorded thread without a network: a page, and the answers that the site gave to each question.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Ask,
  type Capture,
  type CaptureId,
  digestOf,
  type Gap,
  type GapReason,
  newPrivacyKey,
  type Privacy,
  privacyOf,
  publisherOf,
  type Thread,
} from "@belowline/schema";
import { locateThreads } from "../../packages/scraper/src/comments/locate.ts";
import type { AnyPlatform, Example } from "../../packages/scraper/src/comments/platform.ts";
import { walk } from "../../packages/scraper/src/comments/walk.ts";
import { loadPage, type Page } from "../../packages/scraper/src/html/page.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/platforms");

/** The names of the fixtures are the names that readers of the tests see; nobody else is named in them. */
export const rawNames: Privacy = privacyOf("raw", newPrivacyKey());

/** When all recorded pages were fetched, so that relative dates are always the same. */
export const FETCHED_AT = "2026-11-01T12:00:00.000Z";

/** captures.json: headers of the article page, and an answer for each address. */
export interface Recording {
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  readonly url: string;
  /** What the question must hold in its body, where one address answers several questions. */
  readonly asked?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body: JSON in place, or a file of the fixture, or a text. */
  readonly json?: unknown;
  readonly file?: string;
  readonly body?: string;
  /** No answer at all: what the fetcher said instead. */
  readonly gap?: GapReason;
}

export interface Fixture {
  readonly page: Page;
  readonly answers: readonly RecordedAnswer[];
}

/** A fixture from its folder, test/fixtures/platforms/<platform>/<name>/. */
export function readFixture(platform: string, name: string, url: string): Fixture {
  const folder = join(FIXTURES, platform, name);
  const recording = JSON.parse(readFileSync(join(folder, "captures.json"), "utf8")) as Recording;
  const html = readFileSync(join(folder, "page.html"), "utf8");
  const inPlace = recording.answers.map((answer) =>
    answer.file === undefined ? answer : { ...answer, body: readFileSync(join(folder, answer.file), "utf8") },
  );
  return { page: pageOf(url, html, recording.headers), answers: inPlace };
}

export const pageOf = (url: string, html: string, headers: Readonly<Record<string, string>> = {}): Page =>
  loadPage({
    url,
    body: html,
    headers: { "content-type": "text/html; charset=utf-8", ...headers },
    fetchedAt: FETCHED_AT,
  });

/** Answers questions from a recording; a question that was not recorded fails the test. */
export function answering(
  answers: readonly RecordedAnswer[],
  asked: string[] = [],
): (ask: Ask) => Promise<Capture | Gap> {
  return async (ask) => {
    asked.push(ask.url);
    const answer = answers.find(
      (one) => one.url === ask.url && (one.asked === undefined || ask.body?.includes(one.asked)),
    );
    if (!answer) throw new Error(`not recorded: ${ask.url}`);
    if (answer.gap) return { reason: answer.gap, count: null, detail: `recorded as ${answer.gap}` };
    return captureOf(answer);
  };
}

let captures = 0;

export function captureOf(answer: RecordedAnswer): Capture {
  const isJson = answer.json !== undefined;
  const text = isJson ? JSON.stringify(answer.json) : (answer.body ?? "");
  const body = new TextEncoder().encode(text);
  captures++;
  return {
    id: `00000000-0000-8000-8000-${String(captures).padStart(12, "0")}` as CaptureId,
    requestUrl: answer.url,
    url: answer.url,
    method: "GET",
    requestHeaders: {},
    requestBody: null,
    redirects: [],
    status: answer.status ?? 200,
    headers: {
      "content-type": isJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8",
      ...answer.headers,
    },
    body,
    digest: digestOf(body),
    fetchedAt: FETCHED_AT,
    timing: { firstByte: 1, total: 2 },
  };
}

/** Locates and walks one thread of a fixture; undefined where the page has none on this platform. */
export async function replay(
  platform: AnyPlatform,
  fixture: Fixture,
  asked: string[] = [],
): Promise<Thread | undefined> {
  const [reference] = locateThreads(fixture.page, [platform]);
  if (!reference) return undefined;
  return walk({
    platform,
    reference,
    articleUrl: fixture.page.url,
    publisher: publisherOf(fixture.page.url),
    privacy: rawNames,
    ask: answering(fixture.answers, asked),
  });
}

export const replayExample = (platform: AnyPlatform, example: Example): Promise<Thread | undefined> =>
  replay(platform, readFixture(platform.id, example.fixture, example.page));

// definePlatform: the contract of a comment platform. An adapter says where a thread is, what to ask and what an answer means.
import type { Ask, Capture, Gap, JsonObject, StatedComment } from "@belowline/schema";
import type { Page } from "../html/page.ts";

/** Where the comments of a platform can be had. `detect-only`: nowhere, or not by us; its threads are noted with the reason. */
export type Access = "in-page" | "public-api" | "needs-key" | "needs-login" | "detect-only";

/** Whether Belowline asks unbidden: the platform's terms decide, in one sentence. */
export interface Consent {
  readonly default: "on" | "opt-in" | "off";
  readonly terms: string;
}

/** What an adapter's facts rest on: for docs/platforms.md, and for whoever mends it when the platform has moved on. */
export interface Checked {
  /** The day on which it was last compared with its sources, as `2026-11-24`. */
  readonly on: string;
  /** Where, and what was found there; line breaks are blanks. */
  readonly what: string;
  /** What could not be checked, and what is taken for true instead. */
  readonly open?: string;
}

/** What finds a thread again: plain JSON, stored with the thread, so that a re-crawl needs no article fetch. */
export interface Ref extends JsonObject {
  /** The platform's own key of the thread, unique with the publisher. */
  readonly key: string;
  /** The number of comments that the page prints. */
  readonly announced?: number | null;
}

/** An answer as an adapter sees it: the exchange, the question it answers, and its body read as asked. */
export interface Answer {
  readonly ask: Ask;
  readonly capture: Capture;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
  /** The body as an HTML page; parsed on first use. */
  readonly page: Page;
}

/** What an answer holds. */
export interface Batch {
  readonly comments: readonly StatedComment[];
  /** Zero or more further questions. */
  readonly next: readonly Ask[];
  /** The way these were had (`rest`, `page`, `feed`). */
  readonly way: string;
  /**
   * Which reading wins where the same comment is read twice: the larger number. The other fills in what the winner does
   * not tell (votes, `byArticleAuthor`). 0 is an answer that did not read the thread (a refusal, a step on the way).
   */
  readonly trust: number;
  /** The number of comments the platform says the thread has; null where it does not say. */
  readonly announced?: number | null;
  /** `announced` counts the entries of `apart` too. */
  readonly announcedWithApart?: boolean;
  /** `announced` leaves out comments of which only a placeholder is left. */
  readonly announcedWithoutGone?: boolean;
  /** Native ids of entries that are no comments (pingbacks): counted apart, and never taken from another way either. */
  readonly apart?: readonly string[];
  /**
   * Where this batch stands among those of its way: comments of a smaller number come first, whatever the order in which
   * the pages were asked. Null or absent: nobody knows, as served.
   */
  readonly page?: number | null;
  /** The comments come in an order of the interface and not of the site: siblings stand by their time, then by their id. */
  readonly byTime?: boolean;
  /** This reading mends parents and times only: a text read elsewhere stays, because a feed may change its markup. */
  readonly repairs?: boolean;
  /** Native ids of comments of other batches that the article's author wrote. */
  readonly byArticleAuthor?: readonly string[];
  readonly gaps?: readonly Gap[];
  /** What was learnt on the way (a token, the id of a query) is no longer good: begin with `open` again. Done once a walk. */
  readonly restart?: boolean;
  /** Whether new comments can be written. */
  readonly open?: boolean | null;
}

export interface Platform<Id extends string = string, R extends Ref = Ref> {
  readonly id: Id;
  readonly name: string;
  /** Where the platform documents its interface. */
  readonly docs: string;
  readonly access: Access;
  readonly consent: Consent;
  /** Required of every adapter of the registry (`pnpm gen` refuses one without). */
  readonly checked?: Checked;
  /** The user's own key is taken where there is one, though the platform answers without it too. */
  readonly takesKey?: true;
  /**
   * Questions that would make the site store a thread that is not there yet. None is sent before an earlier answer of the same walk has
   * announced comments; where no harmless look-up exists, none is sent at all.
   */
  readonly createsOnRead?: (ask: Ask) => boolean;
  /** `generic` platforms are asked only where no other one knows a thread of the page that may be read. */
  readonly tier?: "generic";
  /** Where this page's thread is; undefined where the page carries none. Never a guess. */
  locate(page: Page): R | undefined;
  /** The first question. */
  open(ref: R, article: { readonly url: string }): Ask;
  /** What an answer means. Any status may come; only a body that contradicts the platform's own interface throws AdapterError. */
  read(answer: Answer, ref: R): Batch;
  /**
   * The smallest question whose answer tells how many comments there are, asked before a thread is walked again; null where the ways of
   * the last walk show that it would not be answered.
   */
  probe?(ref: R, ways: readonly string[]): Ask | null;
  /** The number that a probe's answer tells; null where it tells none. The same number as `announced` means no walk. */
  count?(answer: Answer): number | null;
  /** The newest comment that a probe's answer tells, where native ids are numbers that grow: an unknown one means a walk. */
  newest?(answer: Answer): string | null;
  /** The publisher's feeds count these comments (`slash:comments`, `thr:total`). */
  readonly inFeeds?: boolean;
  /** What the article page itself already holds. */
  inPage?(page: Page, ref: R): Batch;
  /** Whether the page is nothing but its thread, as a topic of a forum is: then there is no article above it. */
  isThreadPage?(page: Page): boolean;
  /** What to do when a question got no answer at all (robots, network). Without it the gap stands. */
  missed?(ask: Ask, gap: Gap, ref: R): Batch;
  /** At least one: an adapter without an example does not compile. */
  readonly examples: readonly [Example, ...Example[]];
}

/** A page, the recorded answers, and what must come out. Files lie in test/fixtures/platforms/<id>/<fixture>/. */
export interface Example {
  readonly page: string;
  readonly fixture: string;
  readonly expect: "no thread" | ExpectedThread;
}

export interface ExpectedThread {
  readonly comments: number;
  readonly deepest: number;
  readonly announced: number | null;
  readonly complete: boolean;
  readonly ways: readonly string[];
  readonly gaps?: readonly Gap["reason"][];
  /** Child to parent, by native id, where it tells something. */
  readonly parents?: Readonly<Record<string, string | null>>;
  readonly first: Readonly<Record<string, unknown>>;
}

/** A batch that tells nothing at all. */
export const nothingRead: Batch = { comments: [], next: [], way: "none", trust: 0 };

/** A platform among others: each knows its own Ref, the frame only hands it back. */
// biome-ignore lint/suspicious/noExplicitAny: the erased Ref of a mixed registry; nothing else can stand for all of them
export type AnyPlatform = Platform<string, any>;

/** Checks an adapter's types and returns it as it is. */
export const definePlatform = <const Id extends string, R extends Ref>(platform: Platform<Id, R>): Platform<Id, R> =>
  platform;

// WordPress comments: REST where it is open, else the printed pages, with the article's own feed to repair or to replace them.
import type { Ask, Gap } from "@belowline/schema";
import { type Answer, type Batch, definePlatform } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";
import { announcedOn } from "./wordpress/announced.ts";
import { examples } from "./wordpress/examples.ts";
import { atomAddress, FEED_SIZE, readFeed } from "./wordpress/feed.ts";
import { isProtected, locate, openOn } from "./wordpress/locate.ts";
import { readPage } from "./wordpress/page.ts";
import { pageAddress, pagingOf, shownPage } from "./wordpress/paging.ts";
import type { Carry, Closed, FeedCarry, PageCarry, PostCarry, RestCarry, WordPressRef } from "./wordpress/ref.ts";
import {
  commentsAddress,
  countAddress,
  postAddress,
  readComments,
  readCount,
  readNewest,
  readPost,
} from "./wordpress/rest.ts";
import { closedBy, nextPage, nothingPrinted, pageCarry, pageGap } from "./wordpress/steps.ts";
import { themeExamples } from "./wordpress/theme-examples.ts";

/** REST is the database's own word; Atom knows parents but only the newest; a page flattens what is deep. */
const TRUST = { rest: 3, feed: 2, page: 1 } as const;

export default definePlatform<"wordpress", WordPressRef>({
  id: "wordpress",
  name: "WordPress comments",
  docs: "https://developer.wordpress.org/rest-api/reference/comments/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The interface is public by design; each site's own terms and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On a running WordPress 6.1.9 with three themes (test/support/wordpress): markup, comment pages, REST and feeds; in its
      sources class-walker-comment.php, class-wp-rest-comments-controller.php, feed-rss2-comments.php and
      feed-atom-comments.php; and on pages of 2006 to 2026. The page flattens what is deeper than its theme shows; REST does
      not. A read stores nothing.`,
  },
  locate,
  open: (ref) => (ref.root === null || ref.post === null ? firstPage(ref, null) : restPage(ref, 1, {})),
  read(answer, ref) {
    const carry = answer.ask.carry as unknown as Carry;
    if (carry.step === "rest") return readRest(answer, carry, ref);
    if (carry.step === "post") return readPostAnswer(answer, carry);
    if (carry.step === "page") return readPrinted(answer, carry, ref);
    return readFeedAnswer(answer, carry, ref);
  },
  probe: (ref, ways) =>
    ref.root === null || ref.post === null || !ways.includes("rest")
      ? null
      : { url: countAddress(ref.root, ref.post), accept: "json" },
  count: readCount,
  newest: readNewest,
  inFeeds: true,
  inPage(page, ref) {
    const printed = readPage(page);
    const batch = printedBatch(printed, shownPage(page, permalinks(printed), pagingOf(page, ref.url)));
    const held = printed.comments.length + printed.apart.length;
    const unknown = ref.announced === null && held === 0 && ref.open === null;
    const more = unknown || ref.pages > 1 || printed.doubt || held < (ref.announced ?? 0);
    return { ...batch, announced: ref.announced, next: more ? [this.open(ref, { url: page.url })] : [] };
  },
  missed(ask, gap, ref) {
    const carry = ask.carry as unknown as Carry;
    if (carry.step === "rest") return nothing("rest", [firstPage(ref, { reason: gap.reason, detail: gap.detail })]);
    if (carry.step === "page" && !carry.fill) return { ...nothing("page", afterPage(carry, ref)), gaps: [gap] };
    if (carry.step === "feed") return { ...nothing("feed"), gaps: [carry.closed ? gapOf(carry.closed) : gap] };
    return nothing(carry.step); // the author, votes and repairs are extras
  },
  examples: [...examples, ...themeExamples],
});

const nothing = (way: string, next: readonly Ask[] = []): Batch => ({ comments: [], next, way, trust: 0 });
const gapOf = (closed: Closed): Gap => ({ ...closed, count: null });

function restPage(ref: WordPressRef, page: number, users: RestCarry["users"]): Ask {
  const carry: RestCarry = { step: "rest", page, users };
  return { url: commentsAddress(ref.root!, ref.post!, page), accept: "json", carry };
}

function readRest(answer: Answer, carry: RestCarry, ref: WordPressRef): Batch {
  const { status } = answer.capture;
  const read = readComments(answer, carry.page, ref.post!);
  // Comments went while the walk went on, or a proxy keeps the totals back: this is the end.
  if (!read && status === 400 && carry.page > 1) return nothing("rest", afterRest(ref, carry.users, null));
  if (!read && status === 429) {
    return { ...nothing("rest"), gaps: [{ reason: "rate-limited", count: null, detail: "REST answered 429" }] };
  }
  if (!read) return nothing("rest", [firstPage(ref, closedBy(status))]);
  const users = { ...carry.users, ...read.users };
  const next =
    read.more && read.comments.length > 0 ? [restPage(ref, carry.page + 1, users)] : afterRest(ref, users, read.total);
  const { comments, apart, total: announced } = read;
  return { comments, apart, announced, next, way: "rest", trust: TRUST.rest, byTime: true, open: ref.open };
}

function afterRest(ref: WordPressRef, users: RestCarry["users"], total: number | null): readonly Ask[] {
  const next: Ask[] = [];
  if (Object.keys(users).length > 0) {
    const carry: PostCarry = { step: "post", users };
    next.push({ url: postAddress(ref.root!, ref.route, ref.post!), accept: "json", carry });
  }
  // The page prints more than REST serves: pingbacks, which only the printed pages show, or comments that are kept back.
  const more = total !== null && (ref.announced ?? 0) > total;
  if (ref.votes || more) {
    const carry: PageCarry = { ...pageCarry(ref, null), fill: true, total: ref.votes ? null : total };
    next.push({ ...firstPage(ref, null), carry });
  }
  return next;
}

function readPostAnswer(answer: Answer, carry: PostCarry): Batch {
  const post = readPost(answer);
  const byArticleAuthor = Object.keys(carry.users).filter((id) => post && carry.users[id] === post.author);
  return { ...nothing("post"), byArticleAuthor, open: post?.open ?? null };
}

const firstPage = (ref: WordPressRef, closed: Closed | null): Ask => ({
  url: ref.url,
  accept: "html",
  carry: pageCarry(ref, closed),
});

const permalinks = (printed: ReturnType<typeof readPage>) => printed.comments.map((comment) => comment.permalink);

function printedBatch(printed: ReturnType<typeof readPage>, n: number | null): Batch {
  const page = n === null ? null : printed.newestFirst ? -n : n;
  const { comments, apart } = printed;
  return { comments, apart, next: [], page, way: "page", trust: TRUST.page, announcedWithApart: true };
}

function readPrinted(answer: Answer, carry: PageCarry, ref: WordPressRef): Batch {
  const { status } = answer.capture;
  if (status !== 200) {
    const gaps = carry.fill ? [] : [pageGap(status, carry.n)];
    return { ...nothing("page", afterPage(carry, ref)), gaps };
  }
  const { page } = answer;
  const printed = readPage(page);
  const paging = pagingOf(page, ref.url);
  const shown = carry.n ?? shownPage(page, permalinks(printed), paging);
  const announced = announcedOn(page);
  const met: PageCarry = {
    ...carry,
    bare: carry.n === null ? shown : carry.bare,
    pages: Math.max(carry.pages, paging.pages),
    paging: carry.paging ?? paging.template,
    // A page that nobody could number is asked again under its number.
    held: carry.held + (shown === null ? 0 : printed.comments.length + printed.apart.length),
    apart: carry.apart + (shown === null ? 0 : printed.apart.length),
    empty: carry.empty || isEmptyThread(page, announced ?? ref.announced),
    announced: announced ?? carry.announced,
    doubt: carry.doubt || printed.doubt,
  };
  const batch = { ...printedBatch(printed, shown), announced, open: openOn(page) };
  if (isProtected(page)) {
    const detail = "the post is protected by a password";
    return { ...batch, gaps: met.fill ? [] : [{ reason: "login", count: null, detail }] };
  }
  const next = afterPage(met, ref);
  const given = met.fill || met.held > 0 || met.empty || next.length > 0;
  return { ...batch, next, gaps: given ? [] : [gapOf(nothingPrinted(met.closed))] };
}

/** The theme printed its comment section, if only the form: then an empty list is an empty thread. */
const isEmptyThread = (page: Page, announced: number | null): boolean =>
  announced === 0 || (announced === null && page.$("#commentform, #respond, .no-comments, .nocomments").length > 0);

function afterPage(carry: PageCarry, ref: WordPressRef): readonly Ask[] {
  const n = nextPage(carry);
  if (n !== null) return [{ url: pageAddress(carry.paging!, n), accept: "html", carry: { ...carry, n } }];
  // Replies whose parent is gone are printed nowhere, but the feed has them.
  const missing = carry.held < (carry.announced ?? 0) || (carry.held === 0 && !carry.empty);
  if (ref.feed === null || carry.fill || !(missing || carry.doubt)) return [];
  const feed: FeedCarry = { step: carry.held > 0 ? "repair" : "feed", closed: carry.closed };
  return [{ url: atomAddress(ref.feed), accept: "xml", carry: feed }];
}

function readFeedAnswer(answer: Answer, carry: FeedCarry, ref: WordPressRef): Batch {
  const read = readFeed(answer);
  const way = "feed";
  if (carry.step === "repair") {
    return { ...nothing(way), comments: read?.comments ?? [], trust: TRUST.feed, repairs: true };
  }
  if (!read)
    return { ...nothing(way), gaps: [carry.closed ? gapOf(carry.closed) : pageGap(answer.capture.status, null)] };
  if (read.locked > 0) {
    const detail = "the post is protected by a password";
    return { ...nothing(way), gaps: [{ reason: "login", count: read.locked, detail }] };
  }
  const held = read.comments.length + read.apart.length;
  const capped = ref.announced === null ? read.size >= FEED_SIZE : held < ref.announced;
  const detail = `the site gives only the newest ${read.size} comments, in its feed`;
  const gaps: readonly Gap[] = capped ? [{ reason: "feed-cap", count: null, detail }] : [];
  return { comments: read.comments, apart: read.apart, gaps, next: [], way, trust: TRUST.feed };
}

// Servers of platforms whose comments stand in the page: the generated thread as markup, flat, by levels or nested, also over several pages.
import type { AnyPlatform } from "../../../packages/scraper/src/comments/platform.ts";
import type { FaultName } from "./faults.ts";
import {
  articlePage,
  definePlatformServer,
  type Expected,
  numberIn,
  type PlatformServer,
  type World,
} from "./server.ts";
import { ancestorsOf, escapeHtml, repliesOf, type TrueComment, type TrueThread, textOf } from "./thread.ts";

/** A comment as its page shows it. */
export interface Shown {
  readonly one: TrueComment;
  readonly id: string;
  /** The name, escaped; null where none is printed. */
  readonly name: string | null;
  /** 0 at the top. */
  readonly level: number;
  /** The native id of the comment that it is printed below; null at the top. */
  readonly parent: string | null;
  /** The markup of what hangs below it, where replies are nested. */
  readonly below: string;
}

export interface PrintedPage {
  /** The markup of the comments. */
  readonly items: string;
  readonly announced: number;
  /** The address of the next page; null on the last one. */
  readonly next: string | null;
}

export interface Printed {
  readonly platform: AnyPlatform;
  readonly origin?: string;
  readonly id?: (one: TrueComment) => string;
  /** Comments (at the top, where there are levels) of one page; all on one if not given. */
  readonly size?: number;
  /** How replies are told: within what they answer, by a level, by the parent's id; not at all if not given. */
  readonly replies?: "nested" | "levels" | "stated";
  /** Replies that are deeper stand beside those of the last level, as on most platforms. */
  readonly levels?: number;
  /** The page prints the number of comments. */
  readonly tells: boolean;
  readonly item: (shown: Shown) => string;
  readonly frame: (page: PrintedPage) => string;
  readonly head?: string;
  /** What the platform tells beyond id, parent, author and text. */
  readonly states: (one: TrueComment) => Partial<Expected>;
}

/** Deeper threads are cut by every theme that we know. */
const LEVELS = 8;
/** Nobody can miss what no number tells. */
const UNTOLD = "the page tells no number of comments, so that nobody can know that one is missing";

export function printedServer(printed: Printed): PlatformServer {
  const { replies, tells, size, levels = LEVELS } = printed;
  const id = printed.id ?? ((one: TrueComment) => String(1000 + one.id));
  const never: Partial<Record<FaultName, string>> = {
    "foreign-comment": "a page prints its own comments only, and they do not name their thread",
    ...(replies && { "missing-parent": "a reply is printed below what it answers, or as an answer to it" }),
    ...(!tells && { "announced-more": UNTOLD, "capped-replies": UNTOLD, "missing-parent": UNTOLD }),
    ...(!tells && size !== undefined && { deleted: `${UNTOLD}: the one that slips to the page before` }),
  };
  return definePlatformServer({
    platform: printed.platform,
    ...(printed.origin === undefined ? {} : { origin: printed.origin }),
    page: (world) => pageOf(printed, id, world, 1),
    answer: ({ url }, world) =>
      url.href.split("?")[0] === world.article && url.searchParams.has("page")
        ? { text: pageOf(printed, id, world, numberIn(url, "page", 1)) }
        : undefined,
    serves: (one, all) => one.state === "visible" && ancestorsOf(one, all).every(({ state }) => state === "visible"),
    states(one, world) {
      const above = replies === undefined ? [] : ancestorsOf(one, world.comments());
      const parent = replies === undefined ? null : shownParent(one, above, replies === "stated" ? 1e6 : levels);
      return {
        nativeId: id(one),
        parent: parent === null ? null : id(parent),
        author: one.author?.name ? { name: one.author.name } : null,
        text: textOf(one),
        state: "visible",
        ...printed.states(one),
      };
    },
    never,
  });
}

/** `above` is nearest first. Beyond the last level a reply stands below the ancestor at the level before it. */
function shownParent(one: TrueComment, above: TrueThread, levels: number): TrueComment | null {
  if (one.parent === null) return null;
  return above[Math.max(0, above.length - levels + 1)] ?? above.at(-1) ?? null;
}

function pageOf(printed: Printed, id: (one: TrueComment) => string, world: World, number: number): string {
  const all = world.comments();
  const below = printed.replies === undefined ? undefined : belowIn(all, printed.levels ?? LEVELS, printed.replies);
  const tops = below === undefined ? all : (below.get(null) ?? []);
  const size = printed.size ?? Math.max(1, tops.length);
  const { rows, more } = world.slice(tops, (number - 1) * size, size);
  const shown = (one: TrueComment, level: number, parent: TrueComment | null, inner: string): Shown => ({
    one,
    id: id(one),
    name: one.author?.name ? escapeHtml(one.author.name) : null,
    level,
    parent: parent === null ? null : id(parent),
    below: inner,
  });
  const print = (one: TrueComment, level: number, parent: TrueComment | null): string => {
    const children = (below?.get(one.id) ?? []).map((reply) => print(reply, level + 1, one)).join("\n");
    return printed.replies === "nested"
      ? printed.item(shown(one, level, parent, children))
      : printed.item(shown(one, level, parent, "")) + children;
  };
  const items = rows.map((one) => print(one, 0, null)).join("\n");
  const next = printed.size !== undefined && more ? `${world.article}?page=${number + 1}` : null;
  return articlePage(world, {
    ...(printed.head === undefined ? {} : { head: printed.head }),
    body: printed.frame({ items, announced: world.announced(), next }),
  });
}

/** The replies below each comment as the page shows them. */
function belowIn(all: TrueThread, levels: number, how: Printed["replies"]): ReadonlyMap<number | null, TrueThread> {
  if (how === "stated") return repliesOf(all);
  const below = new Map<number | null, TrueComment[]>();
  for (const one of all) {
    const parent = shownParent(one, ancestorsOf(one, all), levels)?.id ?? null;
    below.set(parent, [...(below.get(parent) ?? []), one]);
  }
  return below;
}

/** `2026-03-01T08:00:00.000Z` without its seconds, for pages that print none. */
export const toMinute = (one: TrueComment): string => new Date(one.createdAt - (one.createdAt % 60_000)).toISOString();

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** The parts of a printed date in English and UTC. */
export function dateParts(one: TrueComment) {
  const at = new Date(one.createdAt);
  const hour = at.getUTCHours();
  const two = (n: number): string => String(n).padStart(2, "0");
  return {
    day: at.getUTCDate(),
    month: MONTHS[at.getUTCMonth()]!,
    number: two(at.getUTCMonth() + 1),
    two: two(at.getUTCDate()),
    year: at.getUTCFullYear(),
    weekday: DAYS[at.getUTCDay()]!,
    time: `${two(hour % 12 === 0 ? 12 : hour % 12)}:${two(at.getUTCMinutes())} ${hour < 12 ? "AM" : "PM"}`,
  };
}

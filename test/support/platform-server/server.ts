// What a platform's server is: the article's page, the platform's own interface over the generated thread, and what must be read there.
import type { Ask, StatedComment } from "@belowline/schema";
import type { AnyPlatform } from "../../../packages/scraper/src/comments/platform.ts";
import type { FaultName } from "./faults.ts";
import type { TrueComment, TrueThread } from "./thread.ts";

/** A question as it arrives. */
export interface PlatformRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer; `json` or `text`. Status 200 if not given. */
export interface PlatformAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** What a server knows while it answers. Faults work through it, so that every platform has them alike. */
export interface World {
  /** `https://news.example`, or a loopback address. */
  readonly origin: string;
  /** Where a self-hosted platform answers; hosted ones have hosts of their own. */
  readonly host: string;
  /** The address of the article. */
  readonly article: string;
  /** The platform's key of this thread. */
  readonly key: string;
  /** The comments as the server would give them now, in the order of writing. */
  comments(): TrueThread;
  /** How many the platform says there are. */
  announced(): number;
  /** The key of the thread that a comment belongs to. */
  keyOf(comment: TrueComment): string;
  /** A piece of a list, and whether the server says that more follow. */
  slice<T>(list: readonly T[], start: number, size: number): { readonly rows: readonly T[]; readonly more: boolean };
  /** How many pages of a size the server says there are. */
  pages(count: number, size: number): number;
  /** Whether a fault of the platform's own kind (a stale query id, an expired token) has struck: from then on the old one is refused. */
  struck(fault: FaultName): boolean;
}

/** The fields that an adapter must read from this platform; what is left out, the platform does not tell. */
export type Expected = Partial<Omit<StatedComment, "createdAt" | "editedAt" | "parent">> & {
  readonly nativeId: string;
  readonly parent: string | null;
  /** ISO 8601 in UTC, or null. */
  readonly createdAt?: string | null;
  readonly editedAt?: string | null;
};

export interface PlatformServer {
  readonly platform: AnyPlatform;
  /** The publisher's origin, where the platform has one publisher only. */
  readonly origin?: string;
  /** The article's address, where the platform reads its key there. */
  article?(origin: string): string;
  /** The page of the article, with what marks the platform. */
  page(world: World): string;
  /** One question of the platform's interface; undefined is 404. */
  answer(request: PlatformRequest, world: World): PlatformAnswer | undefined;
  /** What must be read of a comment. */
  states(comment: TrueComment, world: World): Expected;
  /** Whether the platform serves a comment at all; without it, all are served. */
  serves?(comment: TrueComment, thread: TrueThread): boolean;
  /** Whether the platform counts a comment in the number it announces; without it, all that it serves. */
  counts?(comment: TrueComment): boolean;
  /** The platform tells no number. */
  readonly silent?: true;
  /** Faults of its own kind that this server knows to play. */
  readonly plays?: readonly FaultName[];
  /** Faults that this platform cannot have, each with the reason. */
  readonly never?: Readonly<Partial<Record<FaultName, string>>>;
}

/** Checks a server's types and returns it as it is. */
export const definePlatformServer = (server: PlatformServer): PlatformServer => server;

export const jsonOf = (request: PlatformRequest): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(request.body);
  } catch {
    return {};
  }
};

export const numberIn = (url: URL, name: string, otherwise: number): number => {
  const value = url.searchParams.get(name);
  return value === null || !/^\d{1,15}$/.test(value) ? otherwise : Number(value);
};

export const requestOf = (ask: Ask): PlatformRequest => ({
  method: ask.method ?? "GET",
  url: new URL(ask.url),
  headers: Object.fromEntries(Object.entries(ask.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
  body: ask.body ?? "",
});

/** An article's page that any reader takes for one, with a platform's marks in its head and below its text. */
export function articlePage(world: World, marks: { readonly head?: string; readonly body?: string }): string {
  const text = "The harbour council met on Sunday and spoke of the bridge, the tram and the rain. ".repeat(8);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour bridge</title>
<link rel="canonical" href="${world.article}"><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T07:00:00Z">${marks.head ?? ""}</head>
<body><article><h1>Harbour bridge</h1><p>${text}</p><p>${text}</p></article>${marks.body ?? ""}</body></html>`;
}

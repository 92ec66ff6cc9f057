// The model: a paper of a few stories, and what a corpus must know of it after each visit. Plain objects, no database.
import type { Said, Story } from "../corpus.ts";

/** One text, told apart from all others by its words, so that nothing is furniture or a copy. */
const words = (name: string, version: number): string =>
  Array.from({ length: 12 }, (_, i) => `${name}v${version}w${i}`).join(" ");

interface Source {
  version: number;
  gone: boolean;
  readonly comments: Map<string, { version: number; gone: boolean; readonly parent: string | null }>;
}

export interface KnownArticle {
  text: string;
  revision: number;
  gone: boolean;
}

export interface KnownComment extends KnownArticle {
  vanished: number;
  returned: number;
}

export interface Newspaper {
  readonly source: ReadonlyMap<string, Source>;
  /** What the corpus must hold. */
  readonly articles: ReadonlyMap<string, KnownArticle>;
  readonly comments: ReadonlyMap<string, KnownComment>;
  readonly erased: readonly string[];
  publish(path: string): void;
  edit(path: string): void;
  setGone(path: string, gone: boolean): void;
  say(path: string, reply: boolean): void;
  editComment(id: string): void;
  setCommentGone(id: string, gone: boolean): void;
  /** The site as it stands, for a crawl. */
  stories(): readonly Story[];
  /** A visit of a page was committed. */
  visited(path: string, kind: "article" | "thread"): void;
  eraseComment(id: string): void;
  eraseArticle(path: string): void;
}

/** `<path>-<n>`. */
const pathOf = (id: string): string => id.slice(0, id.lastIndexOf("-"));

export function openNewspaper(): Newspaper {
  const source = new Map<string, Source>();
  const articles = new Map<string, KnownArticle>();
  const comments = new Map<string, KnownComment>();
  const barred = new Set<string>();
  const erased: string[] = [];
  const commentOf = (id: string) => source.get(pathOf(id))!.comments.get(id)!;
  const textOf = (id: string): string => words(id.slice(1).replaceAll("-", "c"), commentOf(id).version);
  const articleText = (path: string): string => words(path.slice(1), source.get(path)!.version);
  const eraseComment = (id: string): void => {
    // Not only the current text: what it said before is gone too.
    for (let version = 1; version <= commentOf(id).version; version++) {
      erased.push(words(id.slice(1).replaceAll("-", "c"), version));
    }
    comments.delete(id);
    barred.add(id);
  };

  return {
    source,
    articles,
    comments,
    erased,
    publish: (path) => void source.set(path, { version: 1, gone: false, comments: new Map() }),
    edit: (path) => void source.get(path)!.version++,
    setGone: (path, gone) => void (source.get(path)!.gone = gone),
    say(path, reply) {
      const held = source.get(path)!.comments;
      const id = `${path}-${held.size + 1}`;
      held.set(id, { version: 1, gone: false, parent: reply ? ([...held.keys()].at(-1) ?? null) : null });
    },
    editComment: (id) => void commentOf(id).version++,
    setCommentGone: (id, gone) => void (commentOf(id).gone = gone),
    stories: () =>
      [...source].map(([path, { gone, comments: said }]) => ({
        path,
        headline: `Of ${path}`,
        text: articleText(path),
        gone,
        comments: [...said].flatMap(([id, one]): Said[] =>
          one.gone ? [] : [{ id, parent: one.parent, name: `Reader ${id}`, text: textOf(id) }],
        ),
      })),
    visited(path, kind) {
      const from = source.get(path);
      if (!from || barred.has(path)) return;
      if (kind === "article") {
        const held = articles.get(path);
        if (from.gone) {
          if (held) held.gone = true;
        } else if (held) {
          const text = articleText(path);
          if (held.text !== text) held.revision++;
          Object.assign(held, { text, gone: false });
        } else articles.set(path, { text: articleText(path), revision: 1, gone: false });
        return;
      }
      for (const [id, { gone }] of from.comments) {
        if (barred.has(id)) continue;
        const held = comments.get(id);
        if (gone) {
          if (held && !held.gone) Object.assign(held, { gone: true, vanished: held.vanished + 1 });
        } else if (held) {
          if (held.gone) held.returned++;
          if (held.text !== textOf(id)) held.revision++;
          Object.assign(held, { text: textOf(id), gone: false });
        } else comments.set(id, { text: textOf(id), revision: 1, gone: false, vanished: 0, returned: 0 });
      }
    },
    eraseComment,
    eraseArticle(path) {
      for (let version = 1; version <= source.get(path)!.version; version++) erased.push(words(path.slice(1), version));
      for (const id of [...comments.keys()].filter((one) => pathOf(one) === path)) eraseComment(id);
      articles.delete(path);
      barred.add(path);
    },
  };
}

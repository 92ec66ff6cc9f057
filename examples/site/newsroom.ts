// The newsroom: the site's stories and remarks as they stand now, and the edits that can be made to them.
import { STORIES } from "./content.ts";
import { generatedRemarks, generatedStory } from "./generate.ts";
import { REMARKS } from "./remarks.ts";
import type { Passage, Remark, Story } from "./story.ts";

export interface ArticleChange {
  readonly headline?: string;
  readonly standfirst?: string;
  /** Replaces the body. */
  readonly body?: readonly Passage[];
  /** Goes to the end of the body. */
  readonly append?: Passage;
  /** ISO 8601 with an offset; without it an hour after the last change. */
  readonly modified?: string;
}

export interface NewRemark {
  readonly author: string;
  readonly text: string;
  /** Id of the comment it answers. */
  readonly parent?: number;
  /** UTC, ISO 8601; without it a minute after the newest comment. */
  readonly at?: string;
}

export interface Newsroom {
  /** Grows with every edit. */
  edition(): number;
  /** Newest first, members' stories included. */
  stories(): readonly Story[];
  story(slug: string): Story;
  byId(id: number): Story | undefined;
  remark(id: number): Remark | undefined;
  /** What WordPress shows of a post: approved ones, pingbacks included, oldest first. */
  approved(post: number): readonly Remark[];
  editArticle(slug: string, change: ArticleChange): void;
  addComment(slug: string, remark: NewRemark): number;
  editComment(id: number, text: string): void;
  /** Puts it into the bin, as a moderator does: its replies keep their parent, which is gone. */
  deleteComment(id: number): void;
}

/** @param articles how many; the first eight are written by hand, the rest is generated with `comments` comments each */
export function openNewsroom(articles: number, comments: number): Newsroom {
  const written = STORIES.filter((story) => !story.members).slice(0, articles);
  const generated = Math.max(0, articles - written.length);
  const stories = new Map<number, Story>();
  const remarks = new Map<number, Remark>();
  const threads = new Map<number, number[]>();
  for (const story of [...written, ...STORIES.filter((story) => story.members)]) stories.set(story.id, story);
  for (let n = 0; n < generated; n++) {
    const story = generatedStory(n);
    stories.set(story.id, story);
  }
  const slugs = new Map([...stories.values()].map((story) => [story.slug, story.id]));
  let order = sorted();
  let edition = 0;
  for (const remark of REMARKS) if (stories.has(remark.post)) keep(remark);
  for (let n = 0; n < generated; n++) generatedRemarks(n, comments).forEach(keep);

  function keep(remark: Remark): void {
    remarks.set(remark.id, remark);
    const thread = threads.get(remark.post);
    if (thread) thread.push(remark.id);
    else threads.set(remark.post, [remark.id]);
  }
  function sorted(): readonly Story[] {
    return [...stories.values()].sort((a, b) => Date.parse(b.published) - Date.parse(a.published) || b.id - a.id);
  }
  function story(slug: string): Story {
    const found = stories.get(slugs.get(slug) ?? -1);
    if (!found) throw new Error(`the site has no story "${slug}"; it has ${[...slugs.keys()].slice(0, 12).join(", ")}`);
    return found;
  }
  function remark(id: number): Remark {
    const found = remarks.get(id);
    if (!found) throw new Error(`the site has no comment ${id}`);
    return found;
  }

  return {
    edition: () => edition,
    stories: () => order,
    story,
    byId: (id) => stories.get(id),
    remark: (id) => remarks.get(id),
    approved: (post) =>
      (threads.get(post) ?? [])
        .flatMap((id) => remarks.get(id) ?? [])
        .filter((one) => one.approved)
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id),
    editArticle(slug, { append, modified, ...change }) {
      const old = story(slug);
      const body = change.body ?? old.body;
      stories.set(old.id, {
        ...old,
        ...change,
        body: append === undefined ? body : [...body, append],
        modified: modified ?? new Date(Date.parse(old.modified) + 3_600_000).toISOString().replace(".000Z", "+00:00"),
      });
      order = sorted();
      edition++;
    },
    addComment(slug, { author, text, parent = 0, at }) {
      const post = story(slug).id;
      if (parent !== 0) remark(parent);
      const all = [...remarks.values()];
      const id = all.reduce((highest, one) => Math.max(highest, one.id), 0) + 1;
      const newest = all.reduce((latest, one) => Math.max(latest, Date.parse(one.at)), 0);
      const when = at ?? new Date(newest + 60_000).toISOString().replace(".000Z", "Z");
      keep({ id, post, parent, author, user: 0, at: when, text, kind: "comment", approved: true });
      edition++;
      return id;
    },
    editComment(id, text) {
      remarks.set(id, { ...remark(id), text });
      edition++;
    },
    deleteComment(id) {
      remark(id);
      remarks.delete(id);
      edition++;
    },
  };
}

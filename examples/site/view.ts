// View: what every page template may ask: the site's address, its stories, their addresses and threads.
import type { Newsroom } from "./newsroom.ts";
import type { Remark, Story } from "./story.ts";
import { layOut, type Placed, pageOf } from "./thread.ts";

export interface View {
  /** Without a final slash. */
  readonly url: string;
  readonly newsroom: Newsroom;
  /** Newest first, without the members' pages. */
  readonly front: readonly Story[];
  permalink(story: Story): string;
  /** The top-level comments of each comment page, oldest page first. */
  pages(story: Story): readonly (readonly Placed[])[];
  /** The address of a comment: always with its page, because the newest page is the default one. */
  commentLink(remark: Remark): string;
}

export function viewOf(url: string, newsroom: Newsroom): View {
  const permalink = (story: Story): string =>
    story.members
      ? `${url}/members/${story.slug}/`
      : `${url}/${story.published.slice(0, 4)}/${story.published.slice(5, 7)}/${story.slug}/`;
  // A page of REST comments asks for the layout once a comment; it changes only with an edit.
  const laidOut = new Map<number, readonly (readonly Placed[])[]>();
  let edition = newsroom.edition();
  const pages = (story: Story): readonly (readonly Placed[])[] => {
    if (newsroom.edition() !== edition) laidOut.clear();
    edition = newsroom.edition();
    let found = laidOut.get(story.id);
    if (!found) laidOut.set(story.id, (found = layOut(newsroom.approved(story.id))));
    return found;
  };
  return {
    url,
    newsroom,
    get front() {
      return newsroom.stories().filter((story) => !story.members);
    },
    permalink,
    pages,
    commentLink(remark) {
      const story = newsroom.byId(remark.post)!;
      return `${permalink(story)}comment-page-${pageOf(remark.id, pages(story))}/#comment-${remark.id}`;
    },
  };
}

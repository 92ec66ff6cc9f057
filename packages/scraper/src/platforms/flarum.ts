// Flarum discussions: the state that the page hands to its script holds the posts, the first of them the opening one.
import { type Ask, cleanLine } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import { authorIn, countIn, idIn, isoIn, type Row, refusalIn, rowOf, rowsOf, textIn } from "../comments/fields.ts";
import { type Batch, definePlatform, nothingRead, type Ref } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";

export interface FlarumRef extends Ref {
  readonly url: string;
}

/** A larger state is read from the forum itself. */
const LARGEST = 20_000_000;

function stateOf(page: Page): Row | undefined {
  const script = page.all("script").find(({ attribs }) => attribs.id === "flarum-json-payload");
  const text = script?.children.map((child) => ("data" in child ? child.data : "")).join("") ?? "";
  if (text === "" || text.length > LARGEST) return undefined;
  try {
    const document = rowOf(rowOf(JSON.parse(text)).apiDocument);
    return rowOf(document.data).type === "discussions" ? document : undefined;
  } catch {
    return undefined;
  }
}

function batchOf(page: Page): Batch {
  const document = stateOf(page);
  if (!document) return nothingRead;
  const included = rowsOf(document.included);
  const users = new Map(
    included.filter(({ type }) => type === "users").map((row) => [idIn(row.id), rowOf(row.attributes)]),
  );
  const discussion = rowOf(document.data);
  const apart: string[] = [];
  const comments = included
    .filter(({ type, id }) => type === "posts" && idIn(id) !== null)
    .flatMap((row) => {
      const { number, contentType, contentHtml, createdAt, editedAt, isHidden } = rowOf(row.attributes);
      const nativeId = idIn(row.id)!;
      // Others say that the discussion was renamed, locked or tagged.
      if (contentType !== "comment") {
        apart.push(nativeId);
        return [];
      }
      const userId = idIn(rowOf(rowOf(rowOf(row.relationships).user).data).id);
      const user = users.get(userId);
      const content = contentOfHtml(textIn(contentHtml) ?? "");
      const edited = isoIn(editedAt);
      return [
        {
          order: countIn(number) ?? 0,
          comment: {
            nativeId,
            parent: null,
            parentFrom: "none" as const,
            author: authorIn(user?.displayName ?? user?.username, userId),
            createdAt: isoIn(createdAt),
            editedAt: edited,
            ...content,
            state: isHidden === true ? ("removed" as const) : edited ? ("edited" as const) : ("visible" as const),
            votes: null,
            permalink: `${addressOf(page)}/${countIn(number) ?? 1}`,
          },
        },
      ];
    })
    .toSorted((a, b) => a.order - b.order)
    .map(({ comment }) => comment);
  return {
    comments,
    apart,
    next: furtherPages(page),
    way: "page",
    trust: 1,
    announced: countIn(rowOf(discussion.attributes).commentCount),
  };
}

/** `ROOT/d/12-slug`, without the number of a post. */
function addressOf(page: Page): string {
  const { origin, pathname } = new URL(page.url);
  const discussion = /^(.{0,200}?\/d\/[^/]{1,300})/.exec(pathname)?.[1] ?? pathname.replace(/\/$/, "");
  return `${origin}${discussion}`;
}

/** The links that the page prints for readers without scripts. */
function furtherPages(page: Page): readonly Ask[] {
  const next = page
    .$("#flarum-content a[href]")
    .get()
    .filter((link) => cleanLine(textOf(link)).endsWith("»"))
    .map((link) => URL.parse(link.attribs.href ?? "", page.url)?.href)
    .find((href) => href?.startsWith(`${new URL(page.url).origin}/`) && href !== page.url);
  return next === undefined ? [] : [{ url: next, accept: "html" }];
}

const hasPosts = (page: Page): boolean => batchOf(page).comments.length > 0;

export default definePlatform<"flarum", FlarumRef>({
  id: "flarum",
  name: "Flarum",
  docs: "https://docs.flarum.org/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `In github.com/flarum/framework: core/views/frontend/app.blade.php (script#flarum-json-payload),
      content/discussion.blade.php (the links to further pages), and on a page of 2026: posts and users in included.`,
  },
  locate: (page) =>
    hasPosts(page) ? { key: addressOf(page).replace(/^https?:\/\//, ""), url: addressOf(page) } : undefined,
  open: (ref) => ({ url: ref.url, accept: "html" }),
  read(answer) {
    const refusal = refusalIn(answer);
    return refusal ? { ...nothingRead, gaps: [refusal] } : batchOf(answer.page);
  },
  inPage: batchOf,
  isThreadPage: hasPosts,
  examples: [
    {
      page: "https://talk.lock.example/d/5-high-water",
      fixture: "payload",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "17",
          author: { name: "Lockkeeper" },
          createdAt: { at: "2024-03-02T08:15:00.000Z", precision: "s" },
          text: "How high does it stand?",
          permalink: "https://talk.lock.example/d/5-high-water/1",
        },
      },
    },
  ],
});

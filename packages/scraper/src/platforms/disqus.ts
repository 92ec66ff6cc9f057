// Disqus: the first comments from the embedded page, the others from its interface with the user's own key.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  missingField,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform } from "../comments/platform.ts";
import { addressIn, scriptWith, settingIn } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";
import { countAsk, countedIn, type DisqusRef } from "./disqus/count.ts";

export type { DisqusRef };

export default definePlatform<"disqus", DisqusRef>({
  id: "disqus",
  name: "Disqus",
  docs: "https://disqus.com/api/docs/",
  access: "needs-key",
  consent: { default: "opt-in", terms: "Disqus wants an application of your own, and its key, for automated reading." },
  checked: {
    on: "2026-11-30",
    what: `help.disqus.com (embed code), disqus.com/api/docs/threads/listPosts (as quoted by public clients: gisqus,
      disqussion), and public readers of disqus-threadData with its cursor, posts and thread. thread.posts is the number
      that the site prints; placeholders are not in it. Threads are made by the widget's first view, so count-data.js is
      asked first (found by "disqus.com/count-data.js" in ten public repositories: 1= is an identifier, 2= an address;
      what is unknown is left out of counts), and what has no comments is not asked for more. The key of Disqus's own page
      is not ours to use.`,
    open: "Whether the embedded page without its script makes a thread too.",
  },
  locate(page) {
    const forum = forumOf(page);
    if (forum === undefined || page.$("#disqus_thread").length === 0) return undefined;
    const said = (plain: string, inPage: string, plugin: string): string | undefined => {
      const old = scriptWith(page, plain);
      const own = scriptWith(page, `page.${inPage}`);
      const embed = scriptWith(page, plugin);
      return (
        (old && settingIn(old, plain)) ??
        (own && settingIn(own, `page.${inPage}`)) ??
        (embed && settingIn(embed, plugin))
      );
    };
    const identifier = said("disqus_identifier", "identifier", "disqusIdentifier") ?? null;
    const canonical = addressIn(page.$('link[rel="canonical"]').attr("href"), page)?.href ?? page.url;
    const url = addressIn(said("disqus_url", "url", "disqusUrl"), page)?.href ?? canonical;
    return { key: `${forum}/${identifier ?? url}`, forum, identifier, url };
  },
  open: (ref) => countAsk(ref),
  probe: (ref) => countAsk(ref),
  count: (answer) => (answer.capture.status === 200 ? countedIn(answer) : null),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    if (carry.step === "embed") return readEmbed(answer);
    if (carry.step !== "count") return readPosts(answer, idIn(carry.thread)!);
    const announced = answer.capture.status === 200 ? countedIn(answer) : null;
    const next = announced === 0 ? [] : [embedAsk(ref)];
    return nothing("embed", { announced, announcedWithoutGone: true, next });
  },
  // The number is only asked first to spare what has none.
  missed: (ask, gap, ref) =>
    nothing("embed", rowOf(ask.carry).step === "count" ? { next: [embedAsk(ref)] } : { gaps: [gap] }),
  examples: [
    {
      page: "https://kiln.example/2023/10/glaze/",
      fixture: "embed",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["embed"],
        parents: { "6001": "6000", "6002": null },
        first: {
          nativeId: "6000",
          author: { name: "Noor" },
          createdAt: { at: "2023-10-04T11:12:13.000Z", precision: "s" },
          text: "Ash, not salt.",
          votes: { up: 4, down: 1, score: null },
        },
      },
    },
  ],
});

function embedAsk({ forum, identifier, url }: DisqusRef): Ask {
  const named = identifier === null ? "" : `&t_i=${encodeURIComponent(identifier)}`;
  const query = `base=default&f=${encodeURIComponent(forum)}${named}&t_u=${encodeURIComponent(url)}&s_o=default`;
  return { url: `https://disqus.com/embed/comments/?${query}`, accept: "html", carry: { step: "embed" } };
}

/** `https://FORUM.disqus.com/embed.js`, as an address or within the script that loads it. */
function forumOf(page: Page): string | undefined {
  for (const script of page.all("script")) {
    const first = script.children[0];
    const text = script.attribs.src ?? (first && "data" in first ? first.data : "");
    const at = text.indexOf(".disqus.com/embed.js");
    const forum = at < 0 ? undefined : /\/\/([\w-]{1,80})$/.exec(text.slice(Math.max(0, at - 90), at))?.[1];
    if (forum !== undefined) return forum;
  }
  const settings = scriptWith(page, "disqusShortname") ?? scriptWith(page, "disqus_shortname");
  const stated = settings && (settingIn(settings, "disqusShortname") ?? settingIn(settings, "disqus_shortname"));
  return stated !== undefined && /^[\w-]{1,80}$/.test(stated) ? stated : undefined;
}

function readEmbed(answer: Answer): Batch {
  const refusal = refusalIn(answer);
  if (refusal) return nothing("embed", { gaps: [refusal] });
  let told: Row;
  try {
    told = rowOf(JSON.parse(answer.page.$("#disqus-threadData").text()));
  } catch {
    throw missingField(answer, "disqus", "disqus-threadData");
  }
  const response = rowOf(told.response);
  const info = rowOf(response.thread);
  const thread = idIn(info.id);
  if (thread === null) return { ...nothing("embed"), announced: 0 };
  const comments = commentsOf(answer, rowsOf(response.posts), thread);
  const next = rowOf(told.cursor).hasNext === true ? [postsAsk(thread, null)] : [];
  const open = typeof info.isClosed === "boolean" ? !info.isClosed : null;
  return {
    comments,
    next,
    way: "embed",
    trust: 1,
    announced: countIn(info.posts),
    announcedWithoutGone: true,
    byTime: true,
    open,
  };
}

/** From the oldest on: what is written meanwhile lands on a page still to come. */
const postsAsk = (thread: string, cursor: string | null): Ask => ({
  url: `https://disqus.com/api/3.0/threads/listPosts.json?thread=${encodeURIComponent(thread)}&limit=100&order=asc${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
  accept: "json",
  key: { name: "disqus", query: "api_key" },
  carry: { step: "posts", thread },
});

function readPosts(answer: Answer, thread: string): Batch {
  const body = rowOf(answer.json);
  const refusal = refusalIn(answer);
  if (refusal) return nothing("api", { gaps: [{ ...refusal, reason: REFUSALS[String(body.code)] ?? refusal.reason }] });
  const comments = commentsOf(answer, listOf(answer, "disqus", body.response, "response"), thread);
  const { hasNext, next } = rowOf(body.cursor);
  const cursor = idIn(next);
  return {
    comments,
    next: hasNext === true && cursor !== null ? [postsAsk(thread, cursor)] : [],
    way: "api",
    trust: 1,
    byTime: true,
  };
}

/** Codes of disqus.com/api/docs/errors: a key that is none; too many requests. */
const REFUSALS: Readonly<Record<string, Gap["reason"]>> = {
  "5": "needs-key",
  "13": "rate-limited",
  "14": "rate-limited",
};

const commentsOf = (answer: Answer, rows: readonly Row[], thread: string): StatedComment[] =>
  rows.filter((row) => row.thread === undefined || idIn(row.thread) === thread).map((row) => commentOf(answer, row));

function commentOf(answer: Answer, row: Row): StatedComment {
  const gone = row.isDeleted === true;
  const author = rowOf(row.author);
  const [up, down] = [countIn(row.likes), countIn(row.dislikes)];
  return {
    nativeId: idOf(answer, "disqus", row, "id"),
    parent: idIn(row.parent),
    parentFrom: "id",
    author: gone ? null : authorIn(author.name, author.id),
    createdAt: isoIn(row.createdAt),
    ...contentOfHtml(gone ? "" : textOf(answer, "disqus", row, "message")),
    state: gone ? "deleted" : row.isEdited === true ? "edited" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: typeof row.url === "string" ? row.url : null,
  };
}

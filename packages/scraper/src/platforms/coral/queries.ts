// Coral's stored queries: where the server tells of the scripts that name them, and the ids that stand in those.
import type { Ask, JsonObject } from "@belowline/schema";
import { idIn, missingField, nothing, refusalIn, rowOf, rowsOf, textIn } from "../../comments/fields.ts";
import type { Answer, Batch } from "../../comments/platform.ts";
import { addressIn } from "../../comments/scripts.ts";

/** The ids of the two queries that page: through a story's comments, and through the replies below one. */
export interface Queries extends JsonObject {
  readonly comments: string;
  readonly replies: string;
}

const COMMENTS = "AllCommentsTabContainerPaginationQuery";
const REPLIES = "ReplyListContainer1PaginationQuery";
/** The stream's own script and what it is cut into; libraries hold no query. */
const MOST_SCRIPTS = 12;

/** Since version 7 the embed script asks here for the names of the stream's scripts; before, a page held them. */
export const bootstrapAsk = (root: string, story: string): Ask => ({
  url: `${root}embed/bootstrap`,
  accept: "json",
  carry: { step: "bootstrap", story },
});

/** An answer on the way to the queries: the next question, or what `found` makes of the queries. */
export function readDiscovery(answer: Answer, root: string, found: (story: string, queries: Queries) => Ask): Batch {
  const carry = rowOf(answer.ask.carry);
  const story = idIn(carry.story)!;
  const { status } = answer.capture;
  if (carry.step === "bootstrap") {
    const scripts = bootstrapped(answer, root);
    if (scripts.length > 0) return nothing("api", { next: [scriptAsk(story, scripts, {})] });
    // 404, or the installer's page: a server older than version 7.
    if (status === 404 || (status < 300 && answer.json === undefined))
      return nothing("api", {
        next: [
          {
            url: `${root}embed/stream?storyID=${encodeURIComponent(story)}`,
            accept: "html",
            carry: { step: "frame", story },
          },
        ],
      });
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    throw missingField(answer, "coral", "assets.js");
  }
  const refusal = refusalIn(answer);
  if (carry.step === "frame") {
    if (refusal) return nothing("api", { gaps: [refusal] });
    const scripts = ordered(
      answer.page.all("script").flatMap(({ attribs }) => addressIn(attribs.src, answer.page)?.href ?? []),
    );
    if (scripts.length === 0) throw missingField(answer, "coral", "the stream script");
    return nothing("api", { next: [scriptAsk(story, scripts, {})] });
  }
  const [, ...left] = Array.isArray(carry.scripts) ? carry.scripts.flatMap((one) => textIn(one) ?? []) : [];
  const known = { ...(rowOf(carry.known) as Readonly<Record<string, string>>), ...(refusal ? {} : idsIn(answer.text)) };
  const [comments, replies] = [known[COMMENTS], known[REPLIES]];
  if (comments && replies) return nothing("api", { next: [found(story, { comments, replies })] });
  if (left.length > 0) return nothing("api", { next: [scriptAsk(story, left, known)] });
  if (refusal) return nothing("api", { gaps: [refusal] });
  throw missingField(answer, "coral", comments ? REPLIES : COMMENTS);
}

const scriptAsk = (story: string, scripts: readonly string[], known: Readonly<Record<string, string>>): Ask => ({
  url: scripts[0]!,
  accept: "html",
  carry: { step: "script", story, scripts: [...scripts], known: { ...known } },
});

/** `{ assets: { js: [{ src }] }, staticConfig: { staticURI } }`: addresses from the files' own host, or from the server's. */
function bootstrapped(answer: Answer, root: string): readonly string[] {
  const told = rowOf(answer.json);
  const prefix = (textIn(rowOf(told.staticConfig).staticURI) ?? root).replace(/\/$/, "");
  return ordered(
    rowsOf(rowOf(told.assets).js).flatMap(({ src }) => {
      const path = textIn(src);
      const url = path === null ? null : /^(?:https?:)?\/\//.test(path) ? path : `${prefix}/${path.replace(/^\//, "")}`;
      return url === null ? [] : (URL.parse(url, root)?.href ?? []);
    }),
  );
}

/** The stream's own scripts first: the queries mostly stand there. */
function ordered(scripts: readonly string[]): readonly string[] {
  const isStream = (url: string): boolean => /\/stream[\w~.-]{0,100}\.js(?:$|\?)/.test(url);
  return [...scripts.filter(isStream), ...scripts.filter((url) => !isStream(url))].slice(0, MOST_SCRIPTS);
}

/** Relay writes each stored query's id before its name: `{id:"32 hex digits",metadata:{...},name:"...Query"`. */
function idsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, id, name] of text.matchAll(
    /["']?\bid["']?:\s?["']([0-9a-f]{32})["'],\s?["']?metadata["']?:\s?\{[^{}]{0,500}(?:\{[^{}]{0,500}\}[^{}]{0,500})?\},\s?["']?name["']?:\s?["'](\w{1,100})["']/g,
  ))
    if (name === COMMENTS || name === REPLIES) found[name] = id!;
  return found;
}

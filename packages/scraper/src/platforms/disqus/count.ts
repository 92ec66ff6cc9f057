// Where a Disqus thread is, and the question that only counts its comments: it makes no thread where there is none.
import type { Ask } from "@belowline/schema";
import { countIn, rowOf, rowsOf } from "../../comments/fields.ts";
import type { Answer, Ref } from "../../comments/platform.ts";

export interface DisqusRef extends Ref {
  readonly forum: string;
  readonly identifier: string | null;
  readonly url: string;
}

/** What the widget for numbers asks: by the page's identifier, and by its address. It makes no thread where there is none. */
export const countAsk = ({ forum, identifier, url }: DisqusRef): Ask => ({
  url: `https://${forum}.disqus.com/count-data.js?${identifier === null ? "" : `1=${encodeURIComponent(identifier)}&`}2=${encodeURIComponent(url)}`,
  accept: "html",
  carry: { step: "count" },
});

/** `DISQUSWIDGETS.displayCount({"text":{...},"counts":[{"id":"...","comments":12}]})`; 0 where no thread has the page's names. */
export function countedIn({ text }: Answer): number | null {
  const [from, to] = [text.indexOf("{", text.indexOf("displayCount")), text.lastIndexOf("}")];
  if (!text.includes("displayCount") || from < 0) return null;
  try {
    const { counts } = rowOf(JSON.parse(text.slice(from, to + 1)));
    if (!Array.isArray(counts)) return null;
    const known = rowsOf(counts).flatMap(({ comments }) => countIn(comments) ?? []);
    return known.length === counts.length ? Math.max(0, ...known) : null;
  } catch {
    return null;
  }
}

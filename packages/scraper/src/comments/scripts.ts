// What a page's scripts say to a platform's own script: `name = { key: "value" }`, `init({ ... })`, read without running anything.
import type { Page } from "../html/page.ts";

/** Scripts longer than this are programs, not settings. */
const LONGEST = 200_000;

/** The text of the first inline script that holds a word, from that word on; of scripts up to a length. */
export function scriptWith(page: Page, word: string, longest = LONGEST): string | undefined {
  for (const script of page.all("script")) {
    const first = script.children[0];
    const text = first && "data" in first ? first.data : "";
    const at = text.length > longest ? -1 : text.indexOf(word);
    if (at >= 0) return text.slice(at);
  }
  return undefined;
}

/** The script elements' addresses, resolved. */
export function scriptAddresses(page: Page): readonly URL[] {
  return page.all("script").flatMap((script) => {
    const url = script.attribs.src === undefined ? null : URL.parse(script.attribs.src, page.url);
    return url && /^https?:$/.test(url.protocol) ? [url] : [];
  });
}

/** How far behind the word a setting may stand. */
const WINDOW = 5_000;

/** The value of a setting written as a quoted text or a number: `site_id: "news"`, `"topicId": 12`, `disqus_shortname = 'x'`. */
export function settingIn(script: string, name: string): string | undefined {
  const window = script.slice(0, WINDOW);
  for (let at = window.indexOf(name); at >= 0; at = window.indexOf(name, at + 1)) {
    if (/[\w$]/.test(window[at - 1] ?? "")) continue;
    const value =
      /^["']?\s{0,5}[:=]\s{0,5}(?:"((?:[^"\\\n]|\\[^\n]){0,500})"|'((?:[^'\\\n]|\\[^\n]){0,500})'|(\d{1,20}))/.exec(
        window.slice(at + name.length, at + name.length + 600),
      );
    // JSON within a script writes a slash with a backslash before it.
    const found = (value?.[1] ?? value?.[2] ?? value?.[3])?.replaceAll("\\/", "/");
    if (found !== undefined && found !== "") return found;
  }
  return undefined;
}

/** An http(s) address as a page states it; undefined for anything else. */
export function addressIn(stated: string | undefined, page: Page): URL | undefined {
  const url = stated === undefined || stated === "" ? null : URL.parse(stated, page.url);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** An address with its final slash, for paths to be put behind. */
export const asRoot = (url: URL): string => `${url.origin}${url.pathname}${url.pathname.endsWith("/") ? "" : "/"}`;

/** The page's own address without query and fragment, as a script of its own sees it. */
export const pageAddress = (page: Page): URL => {
  const url = new URL(page.url);
  url.search = "";
  url.hash = "";
  return url;
};

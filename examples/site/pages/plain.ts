// Pages that are no article: about, donate, and the one for addresses that lead nowhere.
import { esc } from "../escape.ts";
import type { View } from "../view.ts";
import { frame } from "./frame.ts";

const PAGES: Readonly<Record<string, { readonly title: string; readonly text: readonly string[] }>> = {
  "/about/": {
    title: "About us",
    text: [
      "The Lantern is written by four people above the chandler's shop.",
      "Saltmere, its people and its paper are made up.",
    ],
  },
  "/donate/": {
    title: "Donate",
    text: ["No donation can be made here, because neither the paper nor its bank exists."],
  },
};

export function plainPage(view: View, path: string): string | undefined {
  const page = PAGES[path];
  if (!page) return undefined;
  return frame(view, {
    title: page.title,
    canonical: `${view.url}${path}`,
    bodyClass: "page page-template-default",
    head: `<meta property="og:type" content="website" />\n`,
    main: `<article class="page type-page"><h1 class="entry-title">${esc(page.title)}</h1><div class="entry-content">${page.text.map((text) => `<p>${esc(text)}</p>`).join("\n")}</div></article>\n`,
  });
}

export const notFound = (view: View): string =>
  frame(view, {
    title: "Page not found",
    canonical: `${view.url}/`,
    bodyClass: "error404",
    main: `<h1 class="page-title">Nothing here</h1><p>It looks like nothing was found at this address.</p>\n`,
  });

// @extractus/article-extractor under measurement, on HTML it is given.
import { extractFromHtml } from "@extractus/article-extractor";
import { decoded, type Tool } from "./tool.ts";

export const tool: Tool = {
  bodyIsHtml: true,
  async read(html, url) {
    return { body: (await extractFromHtml(decoded(html), url))?.content ?? "" };
  },
};

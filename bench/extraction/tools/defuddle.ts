// Defuddle on linkedom under measurement, without its requests to other sites.
import { Defuddle } from "defuddle/node";
import { parseHTML } from "linkedom";
import { decoded, type Tool } from "./tool.ts";

export const tool: Tool = {
  bodyIsHtml: true,
  async read(html, url) {
    const { document } = parseHTML(decoded(html));
    const { content } = await Defuddle(document as unknown as Parameters<typeof Defuddle>[0], url, { useAsync: false });
    return { body: content ?? "" };
  },
};

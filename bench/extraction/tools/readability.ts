// Mozilla's Readability on linkedom under measurement: parsing counts, as it does for every tool.
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { decoded, type Tool } from "./tool.ts";

export const tool: Tool = {
  bodyIsHtml: true,
  read(html) {
    const { document } = parseHTML(decoded(html));
    return {
      body: new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()?.content ?? "",
    };
  },
};

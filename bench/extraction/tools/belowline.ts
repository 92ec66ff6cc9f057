// Our extractor under measurement.
import { extract } from "@belowline/scraper";
import type { Tool } from "./tool.ts";

export const tool: Tool = {
  read(html, url) {
    const { article, thread } = extract(html, { url });
    const comments = thread?.comments ?? [];
    return {
      body: article?.text ?? "",
      comments: comments.map((comment) => comment.text).join("\n"),
      thread: comments.map(({ id, parentId, author, createdAt, text }) => ({
        id,
        parent: parentId,
        author,
        time: createdAt,
        text,
      })),
    };
  },
};

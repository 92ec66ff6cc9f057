// Ids of comments that state none.
import { expect, it } from "vitest";
import { contentId } from "../../../../packages/scraper/src/comments/generic/identity.ts";
import { extract } from "../../../../packages/scraper/src/extract.ts";

it("are the same for the same time and text, and counted where they repeat on a page", () => {
  const first = contentId("2026-03-02", "Well said.", new Set());
  expect(contentId("2026-03-02", "Well said.", new Set())).toBe(first);
  expect(contentId("2026-03-02", "Well said.", new Set([first]))).toBe(`${first}.2`);
  expect(contentId("2026-03-03", "Well said.", new Set())).not.toBe(first);
});

it("do not give away who wrote: beside time and text a name could be guessed by trying", () => {
  const page = (name: string) =>
    `<article><h1>Rain at last</h1><p>${"After nine dry weeks it rained. ".repeat(20)}</p></article>
     <script type="application/ld+json">${JSON.stringify({
       "@context": "https://schema.org",
       "@type": "NewsArticle",
       headline: "Rain at last",
       comment: [1, 2].map((n) => ({
         "@type": "Comment",
         text: `It was about time, number ${n}.`,
         dateCreated: `2026-03-0${n}T08:00:00Z`,
         author: { "@type": "Person", name },
       })),
     })}</script>`;
  const idsOf = (name: string) =>
    extract(page(name), { url: "https://news.example/rain" }).thread?.comments.map((comment) => comment.nativeId);
  expect(idsOf("Ada Lark")).toHaveLength(2);
  expect(idsOf("Ada Lark")).toEqual(idsOf("Tom Reed"));
});

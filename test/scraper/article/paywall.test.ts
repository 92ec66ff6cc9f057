// Paywall evidence: what the page says of the access to its text, and nothing from those who merely ask for money.
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const TEXT =
  "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
const paywallOf = (head: string, after: string, text = TEXT) => {
  const result = extractArticle(
    pageOf("https://n.example/a", `${head}<h1>A bridge</h1><div class="entry-content">${text}</div>${after}`),
  );
  if (result.kind !== "article") throw new Error(result.detail);
  return result.article.paywall;
};
const ld = (said: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", ...said })}</script>`;

describe("a paywall", () => {
  it.each([
    [ld({ isAccessibleForFree: "False" }), "", "paid"],
    [ld({ hasPart: { "@type": "WebPageElement", isAccessibleForFree: false, cssSelector: ".rest" } }), "", "paid"],
    ["", "<div class='x'>Subscribe now to continue reading.</div>", "paid"],
    ["", "<div class='x'>Diesen Artikel weiterlesen mit Bote+</div>", "paid"],
    ["", "<div class='x'>Cet article est réservé aux abonnés.</div>", "paid"],
    ["", "<div class='x'>You have 2 free articles remaining this month.</div>", "metered"],
    ["", "<div class='x'>Support our reporters: donate five pounds a month.</div>", "unknown"],
    [ld({ isAccessibleForFree: true }), "", "free"],
  ])("%s%s is %s", (head, after, kind) => {
    expect(paywallOf(head, after).kind).toBe(kind);
  });

  it("is none where the whole text stands there, whatever the box below it asks", () => {
    expect(paywallOf("", "<div>Subscribe now to continue reading.</div>", TEXT.repeat(12)).kind).toBe("unknown");
  });
});

// The language of an article: what the page claims, unless its text is plainly in another.
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const ENGLISH =
  "The council met on Tuesday, and it talked for six hours about a bridge that nobody has crossed for years. It was not the first time.";
const GERMAN =
  "Der Rat hat am Dienstag getagt und sechs Stunden lang über eine Brücke geredet, die seit Jahren niemand mehr überquert hat.";
const FINNISH =
  "Kaupunginvaltuusto kokoontui tiistaina ja puhui kuusi tuntia sillasta, jota kukaan ei ole ylittänyt vuosiin.";

const languageOf = (open: string, text: string) => {
  const result = extractArticle(
    pageOf("https://n.example/a", `${open}<body><h1>A bridge</h1>${`<p>${text}</p>`.repeat(3)}</body></html>`),
  );
  if (result.kind !== "article") throw new Error(result.detail);
  return { language: result.article.language, evidence: result.article.evidence.language };
};

describe("the language of an article", () => {
  it.each([
    ["en-GB", ENGLISH],
    ["de-AT", GERMAN],
    ["fi", FINNISH],
  ])("is %s where page and text say so", (tag, text) => {
    expect(languageOf(`<html lang="${tag}">`, text)).toEqual({ language: tag, evidence: { from: "html:lang" } });
  });

  it.each([
    ["en", ENGLISH],
    ["de", GERMAN],
    ["fi", FINNISH],
  ])("is read as %s from the text where the page says nothing", (tag, text) => {
    expect(languageOf("<html>", text)).toEqual({ language: tag, evidence: { from: "text" } });
  });

  it("is the text's where a template's claim contradicts it, and the claim is kept as a rival", () => {
    expect(languageOf('<html lang="en-US">', GERMAN)).toEqual({
      language: "de",
      evidence: { from: "text", rivals: { "html:lang": "en-US" } },
    });
  });

  it("is the claim that the text bears out, where claims differ", () => {
    const open = '<html lang="en"><meta property="og:locale" content="de_CH">';
    expect(languageOf(open, GERMAN)).toEqual({
      language: "de-CH",
      evidence: { from: "meta:og:locale", rivals: { "html:lang": "en" } },
    });
  });
});

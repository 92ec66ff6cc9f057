// Bylines: who wrote it, and nothing else that stands in that line.

import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { namesInByline } from "../../../packages/scraper/src/article/names.ts";
import fc from "../../support/property.ts";
import { pageOf } from "./fixtures.ts";

describe("a byline", () => {
  it.each([
    ["By A. Smith and B. Jones in Rome", ["A. Smith", "B. Jones"]],
    ["By Ada Moor", ["Ada Moor"]],
    ["BY ADA MOOR, POLITICAL EDITOR", ["ADA MOOR"]],
    ["Von Wiebke Thomsen und Jan-Ole Petersen", ["Wiebke Thomsen", "Jan-Ole Petersen"]],
    ["Par Zoé L'Hermitte et Luc d'Arc", ["Zoé L'Hermitte", "Luc d'Arc"]],
    ["Por María del Mar Ruiz y José Peña", ["María del Mar Ruiz", "José Peña"]],
    ["Written by: Ngozi Adeyemi | 3 March 2026", ["Ngozi Adeyemi"]],
    ["Ludwig van der Heide, Ana Souza & Bo Lund", ["Ludwig van der Heide", "Ana Souza", "Bo Lund"]],
    ["By Reuters", []],
    ["Ada Moor, Associated Press", ["Ada Moor"]],
    ["Von dpa", []],
    ["Staff Reporter", []],
    ["Von", []],
    ["Ada Moor, PhD, Jr.", ["Ada Moor"]],
    ["Jun 2", []],
    ["Hours ago", []],
    ["2 hours ago", []],
    ["Updated 09:30", []],
    ["", []],
    ["Автор: Ольга Рябова", ["Ольга Рябова"]],
    ["Door Joke van Dam en Piet Vos", ["Joke van Dam", "Piet Vos"]],
    ["Av Siri Lund og Bo Ek", ["Siri Lund", "Bo Ek"]],
    ["Di Ida Conti e Ugo Riva", ["Ida Conti", "Ugo Riva"]],
    ["Ada Moor/dpa", ["Ada Moor"]],
    ["dpa/lno", []],
    ["AFP", []],
    ["Political Editor Ada Moor", ["Ada Moor"]],
    ["Ada Moor, Home and Garden Expert & Bo Lund", ["Ada Moor", "Bo Lund"]],
    ["Ada Moor ada.moor@news.example", ["Ada Moor"]],
    ["https://news.example/team/ada", []],
    ["news.example", []],
    ["admin", []],
    ["About Ada Moor", ["Ada Moor"]],
    ["Alles von Ada Moor", ["Ada Moor"]],
    ["Ada Moor, Leitende Wirtschaftsredakteurin", ["Ada Moor"]],
    ["Ada MoorKorrespondentin", ["Ada Moor"]],
    ["Gesundheit, Anne-Kathrin Neuwald", ["Anne-Kathrin Neuwald"]],
    ["deichbote.test, Norderhever, Freeland", []],
    ["Ada Moor, (Image: Getty Images", ["Ada Moor"]],
    ["박하늘 기자", ["박하늘"]],
    ["Mehr Infos", []],
    ["Ada Moor, At Large", ["Ada Moor"]],
  ])("%j names %j", (line, names) => {
    expect(namesInByline(line)).toEqual(names);
  });

  it("never takes a sentence on the page for a person", () => {
    expect(namesInByline("Ada writes about schools, shops and the weather.", "page")).toEqual([]);
  });

  it("never begins with a preposition and never throws, whatever stands there", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const name of namesInByline(`By ${text}`)) expect(name).not.toMatch(/^by\s/i);
      }),
    );
  });
});

describe("the byline of an article", () => {
  const body =
    "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
  const bylineOf = (head: string, line = ""): readonly string[] => {
    const result = extractArticle(
      pageOf("https://n.example/a", `<head>${head}</head><body><h1>A bridge</h1>${line}${body}</body>`),
    );
    if (result.kind !== "article") throw new Error(result.detail);
    return result.article.byline;
  };

  it("leaves out an organisation among JSON-LD authors", () => {
    const ld = {
      "@type": "NewsArticle",
      author: [
        { "@type": "Organization", name: "N News" },
        { "@type": "Person", name: "Ada Moor" },
      ],
    };
    expect(bylineOf(`<script type="application/ld+json">${JSON.stringify(ld)}</script>`)).toEqual(["Ada Moor"]);
  });

  it("leaves out the site's own name and addresses of profiles", () => {
    expect(
      bylineOf(
        '<meta property="og:site_name" content="The Quay"><meta name="author" content="The Quay"><meta property="article:author" content="https://social.example/ada">',
        '<div class="byline">By <a rel="author" href="/ada">Ada Moor</a></div>',
      ),
    ).toEqual(["Ada Moor"]);
  });

  it("leaves out the place that follows the site's own name", () => {
    expect(
      bylineOf(
        '<meta property="og:site_name" content="The Quay"><meta name="author" content="The Quay, Harbourtown, Freeland">',
      ),
    ).toEqual([]);
  });

  it("is read from a plain line below the headline where nothing else tells it", () => {
    expect(bylineOf("", "<p>By Ada Moor and Bo Lund, 2 March 2026</p>")).toEqual(["Ada Moor", "Bo Lund"]);
  });

  it("is of the elements near the headline, jobs and cards of other articles left out, and not the site", () => {
    const box =
      '<div class="c-author"><a class="c-author__name">Ada Moor</a><span class="c-author__role">Our Woman Upstream</span></div>';
    const cards = `<section>${'<div class="card"><p>More on bridges.</p></div>'.repeat(100)}<span class="card-author">Bo Lund</span></section>`;
    const site = '<meta name="author" content="The Example">';
    const result = extractArticle(
      pageOf("https://the-example.example/a", `<head>${site}</head><h1>A bridge</h1>${box}${body}${cards}`),
    );
    expect(result.kind === "article" && result.article.byline).toEqual(["Ada Moor"]);
  });

  it("takes more names than metadata has from one line only", () => {
    const ld = { "@type": "NewsArticle", author: { "@type": "Person", name: "Ada Moor" } };
    const head = `<script type="application/ld+json">${JSON.stringify(ld)}</script>`;
    const apart = '<div class="author">Ada Moor</div><div class="author">Social Buoys Below</div>';
    expect(bylineOf(head, apart)).toEqual(["Ada Moor"]);
    expect(bylineOf(head, '<div class="author">Ada Moor and Bo Lund</div>')).toEqual(["Ada Moor", "Bo Lund"]);
  });

  it("is not the reader who commented", () => {
    const comments =
      '<div class="comments"><div class="comment"><span class="author">Ropemaker</span><p>Well.</p></div></div>';
    const result = extractArticle(pageOf("https://n.example/a", `<h1>A bridge</h1>${body}${comments}`));
    expect(result.kind === "article" && result.article.byline).toEqual([]);
  });
});

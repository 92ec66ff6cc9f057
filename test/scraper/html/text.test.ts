// The text a reader would copy.

import { describe, expect, it } from "vitest";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";
import { textOf } from "../../../packages/scraper/src/html/text.ts";
import fc from "../../support/property.ts";

const text = (html: string): string =>
  textOf(loadPage({ url: "https://a.example/", body: html, fetchedAt: "2026-01-01T00:00:00Z" }).document);

describe("the text of markup", () => {
  it.each([
    ["<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"],
    ["<p>in <b>line</b>, <i>and</i>  on </p>", "in line, and on"],
    ["<ul><li>a<li>b</ul>c", "a\nb\nc"],
    ["Fish &amp; flowers&nbsp;&#8211; e&#769;", "Fish & flowers – é"],
    ["a<script>b</script><style>c</style><noscript>d</noscript><template>e</template>f", "af"],
    ['ship <img class="emoji" alt="🚢" src="x"> <img alt="a photo" src="y">', "ship 🚢"],
    ["zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"],
  ])("%j is %j", (html, expected) => {
    expect(text(html)).toBe(expected);
  });

  it("has neither empty lines nor blanks at the ends of lines, whatever it is made of", () => {
    const piece = fc.constantFrom(
      "<div>",
      "</div>",
      "<p>",
      "<br>",
      " ",
      "\n",
      "a",
      "b c",
      "&nbsp;",
      "<b>",
      "</b>",
      "<li>",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(text(pieces.join(""))).not.toMatch(/^\s|\s$|\n\n| \n|\n | {2}/);
      }),
    );
  });

  it("costs no stack at any depth", () => {
    expect(text(`${"<b>".repeat(50_000)}x`)).toBe("x");
  });
});

// Mojibake of a page and of a comment's HTML: put right where the text enters, and told in the article's evidence.
import { describe, expect, it } from "vitest";
import { contentOfHtml } from "../../../packages/scraper/src/comments/content.ts";
import { extract } from "../../../packages/scraper/src/extract.ts";

const page = (line: string): string => `<!doctype html><html lang="fr"><head><title>La mer</title>
  <meta property="og:title" content="La mer Ã\u00A0 midi"><meta property="og:type" content="article"></head><body><article><h1>La mer Ã\u00A0 midi</h1>
  ${Array.from({ length: 6 }, (_, i) => `<p>${i + 1}. ${line} Le capitaine attend depuis longtemps, et personne ne sait ce qui se passe sur le quai du port.</p>`).join("\n")}
  </article></body></html>`;

describe("a page whose text was spoilt", () => {
  it.each([
    ["as characters", "VoilÃ\u00A0 la merÂ\u00A0: elle monte jusquâ€™Ã\u00A0 lâ€™Ã®le."],
    [
      "as entities",
      "Voil&Atilde;&nbsp; la mer&Acirc;&nbsp;: elle monte jusqu&acirc;&euro;&trade;&Atilde;&nbsp; l&acirc;&euro;&trade;&Atilde;&reg;le.",
    ],
  ])("%s is read as it was meant, and says so", (_, line) => {
    const { article } = extract(page(line), { url: "https://harbour.example/mer" });
    expect(article!.headline).toBe("La mer à midi");
    expect(article!.text).toContain("Voilà la mer : elle monte jusqu’à l’île.");
    expect(article!.evidence.encoding!.from).toBe("repair:utf-8-read-as-windows-1252");
  });

  it("leaves a clean page alone and says nothing", () => {
    const { article } = extract(
      page("Voilà la mer\u00A0: «\u00A0elle est montée\u00A0» jusqu’à l’île.").replaceAll("Ã\u00A0", "à"),
      {
        url: "https://harbour.example/mer",
      },
    );
    expect(article!.text).toContain("Voilà la mer : « elle est montée » jusqu’à l’île.");
    expect(article!.evidence.encoding).toBeUndefined();
  });
});

it("puts a comment's text right too", () => {
  expect(contentOfHtml("<p>Câ€™est dÃ©jÃ\u00A0 fini.</p>").text).toBe("C’est déjà fini.");
});

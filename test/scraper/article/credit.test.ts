// Picture credits: what is one, and what only begins like one.
import { describe, expect, it } from "vitest";
import { creditLine, splitCredit } from "../../../packages/scraper/src/article/credit.ts";

describe("a line of its own", () => {
  it.each([
    ["Featured image via Harbour Picture Desk", "Harbour Picture Desk"],
    ["Featured image: Ada Moor/Quay Pictures", "Ada Moor/Quay Pictures"],
    ["Photo: Per Osei", "Per Osei"],
    ["Photo by Per Osei", "Per Osei"],
    ["(Foto: Momme Carstensen/dpa)", "Momme Carstensen/dpa"],
    ["Credit: Quay Archive", "Quay Archive"],
    ["Image credit: @northlights", "@northlights"],
    ["Titelbild: Jana Weiß", "Jana Weiß"],
    ["Crédit photo : Zoé Morel", "Zoé Morel"],
  ])("%j credits %j", (line, name) => {
    expect(creditLine(line)).toBe(name);
  });

  it.each([
    "Photo by photo, the album grew.",
    "Picture this: a ferry without a captain.",
    "Credit where credit is due, said the mayor.",
    "The image of the harbour has changed.",
    "Image: the word comes from Latin. It means a likeness. Nobody in the harbour knew that before the exhibition opened, and few cared afterwards either, as it turned out.",
  ])("%j is text", (line) => {
    expect(creditLine(line)).toBeUndefined();
  });
});

describe("the end of a caption", () => {
  it.each([
    ["What is left of it (Photo: Cornelius Vane)", "What is left of it", "Cornelius Vane"],
    ["The ferry at night. Photo: Per Osei", "The ferry at night.", "Per Osei"],
    ["The ferry at night. © Quay Pictures", "The ferry at night.", "Quay Pictures"],
    ["Photo: Per Osei", "", "Per Osei"],
    ["The ferry at night.", "The ferry at night.", null],
  ])("%j is %j by %j", (caption, text, credit) => {
    expect(splitCredit(caption)).toEqual({ text, credit });
  });
});

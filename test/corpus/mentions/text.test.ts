// Mentions in texts and markup: who is named, in which spelling, and what is left as it stands.
import { calledAs, callsOf } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { coverHtml } from "../../../packages/corpus/src/mentions/html.ts";
import { type Callers, coverText } from "../../../packages/corpus/src/mentions/text.ts";
import fc from "../../support/property.ts";

/** Those who write in the thread, by number: [1] is the first. */
function thread(...names: string[]): Callers {
  const marks = (of: "whole" | "first") =>
    new Map(names.flatMap((name, at) => (callsOf(name)[of] === null ? [] : [[callsOf(name)[of]!, `[${at + 1}]`]])));
  const [whole, first] = [marks("whole"), marks("first")];
  return { whole: (called) => whole.get(called), first: (called) => first.get(called) };
}
const callers = thread(
  "Anke Dorn",
  "HarbourRat77",
  "Otto",
  "seagull",
  "Summer",
  "Jörg Müßig",
  "张三",
  "Guest",
  "J. R. Pike",
);

describe("what a name is called", () => {
  it("is the same in every spelling, and nothing for those who give none", () => {
    expect(["Anke Dorn", "@AnkeDorn", "anke-dorn", "ANKE  DÖRN"].map(calledAs)).toEqual(Array(4).fill("ankedorn"));
    expect(callsOf("Anke Dorn")).toEqual({ whole: "ankedorn", first: "anke" });
    for (const nobody of ["Guest", "Anonymous", "12", "x", "☆", ""]) expect(callsOf(nobody).whole, nobody).toBeNull();
  });
});

describe("a text", () => {
  it.each([
    ["@Anke Dorn: no.", "@[1]: no."],
    ["@anke dorn no.", "@[1] no."],
    ["@AnkeDorn no.", "@[1] no."],
    ["@anke_dorn, no.", "@[1], no."],
    ["@Anke no.", "@[1] no."],
    ["Well @Anke, and @Otto!", "Well @[1], and @[3]!"],
    ["As Anke Dorn says, it rains.", "As [1] says, it rains."],
    ["Anke Dorn's boat.", "[1]'s boat."],
    ["ANKE DORN wrote:\nNo.", "[1] wrote:\nNo."],
    ["Yes.\nAnke, you are right.", "Yes.\n[1], you are right."],
    ["> otto: no", "> [3]: no"],
    ["I agree with harbourrat77 here", "I agree with [2] here"],
    ["I agree with Otto.", "I agree with [3]."],
    ["@seagull is right", "@[4] is right"],
    ["https://talk.example/user/seagull", "https://talk.example/user/[4]"],
    ["So says Jörg Müssig, or Jorg Mussig.", "So says [6], or [6]."],
    ["@张三你好", "@[7]你好"],
    ["@J.R. Pike: no", "@[9]: no"],
    ["mail anke.dorn@news.example", "mail anke.dorn@news.example"],
  ])("%j becomes %j", (text, covered) => {
    expect(coverText(text, callers)).toBe(covered);
  });

  it.each([
    "A seagull took my bread.",
    "Summer comes. Last summer was wet.",
    "Anke-Marie Dornfeld and Ottokar.",
    "otto.example is a site",
    "I asked Anke about it.",
    "A guest said so, @Guest.",
    "the anke dorn of old",
    "",
  ])("%j stays", (text) => {
    expect(coverText(text, callers)).toBe(text);
  });

  it("holds no whole name that stood behind an @, whatever stands around it, and loses nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const covered = coverText(`${before} @Anke Dorn ${after}`, callers);
        expect(covered).not.toContain("Anke Dorn");
        expect(coverText(before, thread("Quillhavenne"))).toBe(before);
      }),
    );
  });

  it("takes time in proportion to its length", () => {
    const long = `${"Anke ".repeat(50_000)}@`;
    const started = process.cpuUsage().user;
    coverText(long, callers);
    coverHtml(`<p ${" ".repeat(50_000)}${"a=".repeat(20_000)}>`, callers);
    expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
  });
});

describe("markup", () => {
  it.each([
    ['<p>@<a href="/author/anke-dorn/" class="u">Anke Dorn</a>: no</p>', '<p>@<a class="u">[1]</a>: no</p>'],
    ["<p data-user='HarbourRat77'>x</p>", "<p>x</p>"],
    ["<p>Otto &amp; Anke Dorn &lt;3</p>", "<p>[3] &amp; [1] &lt;3</p>"],
    ["<p>J&#246;rg M&#252;&#223;ig</p>", "<p>[6]</p>"],
  ])("%j becomes %j", (html, covered) => {
    expect(coverHtml(html, callers)).toBe(covered);
  });

  it("in which nobody is named stays byte for byte", () => {
    const html = '<p>1 &lt; 2 &nbsp;<b>a<br></b> <a href="https://news.example/harbour?x=1&amp;y=2">there</a> < ></p>';
    expect(coverHtml(html, callers)).toBe(html);
  });
});

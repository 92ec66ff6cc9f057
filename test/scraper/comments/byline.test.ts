// Lines that say who wrote and when, as publishing systems print them.
import { describe, expect, it } from "vitest";
import { endsWithVerb, readByline } from "../../../packages/scraper/src/comments/byline.ts";
import { dateContext } from "../../../packages/scraper/src/comments/times.ts";
import { pageOf } from "../../support/replay.ts";

const dates = dateContext(pageOf("https://news.example/a/", '<html lang="en-US"><p>x</p>'));
const read = (line: string): (string | null)[] => {
  const { name, time } = readByline(line, dates);
  return [name, time?.at.slice(0, 16) ?? null];
};

describe("readByline", () => {
  it.each([
    ["Posted by: dearie | August 08, 2012 at 07:16 AM", "dearie", "2012-08-08T07:16"],
    ["Ada on November 7, 2012 12:31 pm", "Ada", "2012-11-07T12:31"],
    ["09. Jul, 2012 / Meg B says:", "Meg B", "2012-07-09T00:00"],
    ["October 24, 2012 | Maggie", "Maggie", "2012-10-24T00:00"],
    ["written by Tony Harbour, October 24, 2012", "Tony Harbour", "2012-10-24T00:00"],
    ["Submitted by Ada (not verified) on Thu, 05/03/2012 - 10:22.", "Ada", "2012-05-03T10:22"],
    ["Geschrieben von Frau Ö am 3.5.2012 - 21:07 Uhr", "Frau Ö", "2012-05-03T21:07"],
    ["Le 3 mai 2012 à 14:05, Jean Valjean a écrit :", "Jean Valjean", "2012-05-03T14:05"],
    ["At 3:14 PM, November 05, 2005, Ben said...", "Ben", "2005-11-05T15:14"],
    ["1 Stephan http://x.example | 10/29/2012 5:14:46 PM", "Stephan", "2012-10-29T17:14"],
    ["Mittwoch, Mai 10, 2017 4:14:00 PM", null, "2017-05-10T16:14"],
    ["Posted 10/18/2012 at 4:45 pm | Permalink", null, "2012-10-18T16:45"],
    ["Von Trapp, 3. Mai 2012", "Von Trapp", "2012-05-03T00:00"],
    ["Ada H.| Thursday 3 May 2012", "Ada H.", "2012-05-03T00:00"],
    ["Olga said:", "Olga", null],
    ["Am 2. März 2026 um 8:15 von Ada Holm", "Ada Holm", "2026-03-02T08:15"],
    ["Gast 12", "Gast 12", null],
    ["July 24", null, "2026-07-24T00:00"],
    ["Sunday July 24", null, null],
    ["#", null, null],
    ["word ".repeat(60), null, null],
  ])("reads %s", (line, name, time) => expect(read(line)).toEqual([name, time]));

  it("tells a line before somebody's words from a sentence", () => {
    expect(
      ["Ada says:", "Jörg schreibt", "Ana dijo…", "What she said", "Nobody says so here"].map(endsWithVerb),
    ).toEqual([true, true, true, true, false]);
  });
});

// Dates within lines, as themes and forums of many countries print them.
import { describe, expect, it } from "vitest";
import { findAbsoluteDate, orderTold } from "../../../packages/scraper/src/comments/absolute-date.ts";

const nobody = { told: "unknown", usual: "unknown" } as const;
const iso = (line: string, habit: Parameters<typeof findAbsoluteDate>[1] = nobody): string | null => {
  const found = findAbsoluteDate(line, habit);
  return found && `${new Date(found.at).toISOString().slice(0, 19)} ${found.precision} ${found.offset ?? "-"}`;
};

describe("findAbsoluteDate", () => {
  it.each([
    ["November 7, 2012 12:31 pm", "2012-11-07T12:31:00 min -"],
    ["November 7th, 2012 at 12:05 am", "2012-11-07T00:05:00 min -"],
    ["26. Mai 2008 um 21:07 Uhr", "2008-05-26T21:07:00 min -"],
    ["3.5.2012 um 21.07 Uhr", "2012-05-03T21:07:00 min -"],
    ["Juli 30, 2013 um 2:33 pm", "2013-07-30T14:33:00 min -"],
    ["3 mai 2012 à 14h05", "2012-05-03T14:05:00 min -"],
    ["2 de marzo de 2026", "2026-03-02T00:00:00 d -"],
    ["12 września 2015 o 10:20", "2015-09-12T10:20:00 min -"],
    ["7 ноября 2012 в 10:20", "2012-11-07T10:20:00 min -"],
    ["2012年11月5日 10:22", "2012-11-05T10:22:00 min -"],
    ["3-May-12 10:00", "2012-05-03T10:00:00 min -"],
    ["09. Jul, 2012", "2012-07-09T00:00:00 d -"],
    ["At 3:14 PM, November 05, 2005", "2005-11-05T15:14:00 min -"],
    ["Aug 8, 2012 5:24 PM PDT", "2012-08-09T00:24:00 min -07:00"],
    ["March 2 2014, 09:15:00 UTC", "2014-03-02T09:15:00 s Z"],
    ["November 12, 2012 01:17 PM ET", "2012-11-12T13:17:00 min -"],
    ["4 PM, May 3, 2012", "2012-05-03T16:00:00 min -"],
  ])("reads %s", (line, expected) => expect(iso(line)).toBe(expected));

  it.each([
    ["May"],
    ["June on the bridge, 2012 people"],
    ["12.30 h"],
    ["31 February 2012"],
    ["2012"],
    ["version 4.5.2012.1"],
    [""],
    ["9".repeat(500)],
  ])("finds none in %s", (line) => expect(findAbsoluteDate(line, nobody)).toBeNull());

  it("takes three numbers as the page's other dates show, else full stops as day first, else as the language does", () => {
    expect(iso("11.06.12 at 11:06 am", { told: "month-first", usual: "day-first" })).toBe("2012-11-06T11:06:00 min -");
    expect(iso("11.06.12", { told: "unknown", usual: "month-first" })).toBe("2012-06-11T00:00:00 d -");
    expect(iso("11/06/12", { told: "unknown", usual: "month-first" })).toBe("2012-11-06T00:00:00 d -");
    expect(iso("11/06/12")).toBeNull();
    expect(iso("13/06/12")).toBe("2012-06-13T00:00:00 d -");
  });

  it("hears the order from a number that is no month", () => {
    expect(["13/06/12", "06/13/12", "06/06/12", "none"].map(orderTold)).toEqual([
      "day-first",
      "month-first",
      "unknown",
      "unknown",
    ]);
  });

  it("says where the date stands, its clock included", () => {
    const line = "Ada on November 7, 2012 12:31 pm | Reply";
    const { from, to } = findAbsoluteDate(line, nobody)!;
    expect(line.slice(from, to)).toBe("November 7, 2012 12:31 pm");
  });
});

// Distances from now as sites print them, in many languages.
import { describe, expect, it } from "vitest";
import { looksDated, readRelativeDate } from "../../../packages/scraper/src/html/relative-date.ts";

const NOW = new Date("2026-03-02T12:00:00Z");

describe("a distance from now", () => {
  it.each([
    ["vor 2 Stunden", "2026-03-02T10:00:00.000Z", "h"],
    ["an hour ago", "2026-03-02T11:00:00.000Z", "h"],
    ["hace 3 días", "2026-02-27T00:00:00.000Z", "d"],
    ["há 2 dias", "2026-02-28T00:00:00.000Z", "d"],
    ["il y a 5 minutes", "2026-03-02T11:55:00.000Z", "min"],
    ["3 giorni fa", "2026-02-27T00:00:00.000Z", "d"],
    ["2 часа назад", "2026-03-02T10:00:00.000Z", "h"],
    ["2 godz. temu", "2026-03-02T10:00:00.000Z", "h"],
    ["před 2 hodinami", "2026-03-02T10:00:00.000Z", "h"],
    ["2 saat önce", "2026-03-02T10:00:00.000Z", "h"],
    ["2 timmar sedan", "2026-03-02T10:00:00.000Z", "h"],
    ["3時間前", "2026-03-02T09:00:00.000Z", "h"],
    ["2시간 전", "2026-03-02T10:00:00.000Z", "h"],
    ["منذ ٣ ساعات", "2026-03-02T09:00:00.000Z", "h"],
    ["gisteren 10:15", "2026-03-01T10:15:00.000Z", "min"],
    ["昨日", "2026-03-01T00:00:00.000Z", "d"],
  ])("reads %s to its unit", (line, at, precision) => {
    expect(readRelativeDate(line, NOW, 0)).toMatchObject({ at, precision, source: "relative", raw: line });
    expect(looksDated(line)).toBe(true);
  });

  it.each([
    "5 days in hell",
    "2 comments",
    "a year ago",
    "3 months ago",
    "Ada says:",
    "",
    "yesterday all my troubles seemed so far away",
  ])("is not read from %j", (line) => expect(readRelativeDate(line, NOW, 0)).toBeNull());

  it("names the site's own yesterday", () => {
    expect(readRelativeDate("yesterday at 00:30", new Date("2026-03-01T23:30:00Z"), 60)?.at).toBe(
      "2026-02-28T23:30:00.000Z",
    );
  });
});

// Stated times: zones, precision, and nothing guessed.
import { offsetMinutes, readInstant } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../support/property.ts";

describe("readInstant", () => {
  it.each([
    ["2026-03-02T09:15:00+01:00", "2026-03-02T08:15:00.000Z", "+01:00", "s"],
    ["2026-03-02T09:15:00+0100", "2026-03-02T08:15:00.000Z", "+01:00", "s"],
    ["2026-03-02T09:15:00.5Z", "2026-03-02T09:15:00.500Z", "Z", "ms"],
    ["2026-03-02 09:15", "2026-03-02T09:15:00.000Z", null, "min"],
    ["2026-03-02", "2026-03-02T00:00:00.000Z", null, "d"],
    ["Mon, 02 Mar 2026 08:15:00 +0000", "2026-03-02T08:15:00.000Z", "+00:00", "s"],
    ["Mon, 02 Mar 2026 08:15:00 GMT", "2026-03-02T08:15:00.000Z", "Z", "s"],
  ])("reads %s", (raw, at, offset, precision) => {
    expect(readInstant(raw)).toEqual({ at, offset, precision, source: "machine", raw });
  });

  it.each([
    "",
    "yesterday",
    "2026-02-31",
    "0001-01-01T00:00:00Z",
    "2026-13-01",
    "2026-03-02T25:00:00Z",
    "1772442900",
    "March 2026",
    "x".repeat(100),
  ])("does not guess at %j", (raw) => {
    expect(readInstant(raw)).toBeUndefined();
  });

  it("takes a time without a zone to be in the zone it is told", () => {
    expect(readInstant("2026-03-02T09:15:00", 60)?.at).toBe("2026-03-02T08:15:00.000Z");
  });

  it("reads back every time it could have written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (date) => {
          expect(readInstant(date.toISOString())?.at).toBe(date.toISOString());
        },
      ),
    );
  });
});

it("counts minutes east of UTC", () => {
  expect(["Z", "+05:30", "-0330", "+01"].map(offsetMinutes)).toEqual([0, 330, -210, 60]);
});

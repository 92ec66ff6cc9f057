// Wire copy: datelines, bylines and signatures of agencies, and the sentences that only look like them.
import { AGENCIES, agenciesOfByline, wirePrefix, wireSuffix } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../support/property.ts";

const STORY = "The ferry stays in port, the harbour master says.";

describe("the dateline", () => {
  it.each([
    ["BERLIN (dpa) - ", ["dpa"]],
    ["Berlin (dpa/lbn) – ", ["dpa"]],
    ["WASHINGTON, March 3 (Reuters) - ", ["Reuters"]],
    ["WASHINGTON (AP) — ", ["AP"]],
    ["(Reuters) - ", ["Reuters"]],
    ["PARIS, 3 mars (Reuters) - ", ["Reuters"]],
    ["New Delhi, Mar 3 (PTI) ", ["PTI"]],
    ["MADRID, 3 Mar. (EUROPA PRESS) - ", ["Europa Press"]],
    ["Madrid, 3 mar (EFE).- ", ["EFE"]],
    ["Wien (APA/dpa) - ", ["APA", "dpa"]],
    ["Bern (sda) ", ["Keystone-SDA"]],
    ["Genève (ats) - ", ["Keystone-SDA"]],
    ["(ANSA) - ROMA, 03 MAR - ", ["ANSA"]],
    ["BEIJING, March 3 (Xinhua) -- ", ["Xinhua"]],
    ["MOSCOW, March 3. /TASS/. ", ["TASS"]],
    ["AFP – ", ["AFP"]],
    ["dpa - ", ["dpa"]],
    ["EFE.- ", ["EFE"]],
    ["LONDON/NEW YORK (Reuters) - ", ["Reuters"]],
    ["Rio de Janeiro, 3 de março (Reuters) - ", ["Reuters"]],
  ])("%s names %j and ends there", (dateline, agencies) => {
    expect(wirePrefix(dateline + STORY)).toEqual({ agencies, start: 0, end: dateline.length });
  });

  it.each([
    "The news agency (AFP) said on Monday that the ferry stays.",
    "BERLIN - The ferry stays in port.",
    "The Harbour Board (HB) - a body of nine - has voted.",
    "Ada Moor (34) - a fisher - has sailed in worse.",
    "Reuters said the ferry stays.",
    "PA said that - after all - nothing happened.",
    "He was born in 1934 (AP - that is advanced placement - came later).",
    "",
  ])("is none in %j", (text) => {
    expect(wirePrefix(text)).toBeUndefined();
  });

  it("never ends beyond the text, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(..."BERLIN|(|)|/|dpa|AFP|Reuters| |-|–|.|,|\n|é|3|[|]".split("|"))),
        (parts) => {
          const text = parts.join("");
          const [head, tail] = [wirePrefix(text), wireSuffix(text)];
          if (head) expect(head.end).toBeLessThanOrEqual(text.length);
          if (tail) expect(tail.start).toBeLessThanOrEqual(tail.end);
        },
      ),
    );
  });
});

describe("the signature", () => {
  it.each([
    [" (AFP)", ["AFP"]],
    ["\n(dpa)", ["dpa"]],
    ["\nafp/dpa", ["AFP", "dpa"]],
    ["\n© dpa-infocom, dpa:260303-930-391234/1", ["dpa"]],
    ["\nCopyright 2026 The Associated Press. All rights reserved.", ["AP"]],
    [" – Reuters", ["Reuters"]],
    [" (dpa/eig)", ["dpa"]],
    ["\nPTI", ["PTI"]],
  ])("%j names %j and begins there", (signature, agencies) => {
    expect(wireSuffix(STORY + signature)).toEqual({
      agencies,
      start: STORY.length,
      end: STORY.length + signature.length,
    });
  });

  it.each([
    "He works for Reuters.",
    "She lives in Harrisburg (PA), they say.",
    "So says Ada Moor (AM)",
    "Copyright 2026 Harbour Post",
  ])("is none in %j", (text) => {
    expect(wireSuffix(text)).toBeUndefined();
  });
});

it.each([
  ["By Associated Press", ["AP"]],
  ["Von dpa", ["dpa"]],
  ["dpa/lno", ["dpa"]],
  ["Reuters Staff", ["Reuters"]],
  ["AFP in Paris", ["AFP"]],
  ["By ADA MOOR Associated Press", ["AP"]],
  ["Ada Moor, Reuters", ["Reuters"]],
  ["Ada Moor and Ben O'Tay for AFP", ["AFP"]],
  ["Le Monde avec AFP", ["AFP"]],
  ["PA Media", ["PA Media"]],
  ["© dpa", ["dpa"]],
  ["Ada Moor, Harrisburg, PA", []],
  ["Ansa Sand", []],
  ["Mena Lusa", []],
  ["Sita Moor", []],
  ["Ada Moor", []],
])("the byline %s names %j", (byline, agencies) => {
  expect(agenciesOfByline(byline)).toEqual(agencies);
});

it("knows no agency twice", () => {
  expect(new Set(AGENCIES).size).toBe(AGENCIES.length);
});

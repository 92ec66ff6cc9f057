// The scorer of the extraction benchmark against cases counted by hand.

import { describe, expect, it } from "vitest";
import {
  agreement,
  found,
  leaks,
  lettersOfLines,
  lineAgreement,
  linesOf,
  shinglesOf,
  textAgreement,
  tokensOf,
} from "../../bench/extraction/score.ts";
import fc from "../support/property.ts";

describe("a token", () => {
  it.each([
    ["Don't stop, 2nd time!", ["don", "t", "stop", "2nd", "time"]],
    ["Fährt ＡＢＣ", ["fährt", "abc"]],
    ["雨が降る ok", ["雨", "が", "降", "る", "ok"]],
    ["ok雨ok", ["ok", "雨", "ok"]],
    ["—…", []],
  ])("of %j", (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });
});

describe("a shingle", () => {
  it("is four tokens in a row, or the whole of a shorter text", () => {
    expect(shinglesOf("one two three four five")).toEqual(["one two three four", "two three four five"]);
    expect(shinglesOf("one two")).toEqual(["one two"]);
    expect(shinglesOf("")).toEqual([]);
  });
});

describe("the agreement of two texts", () => {
  it("counts what both have, as often as both have it", () => {
    // Returned: a b c d, b c d e. Gold: b c d e, c d e f, d e f g. Shared: one of 2 and of 3.
    const { precision, recall, f1 } = textAgreement("a b c d e", "b c d e f g")!;
    expect([precision, recall]).toEqual([1 / 2, 1 / 3]);
    expect(f1).toBeCloseTo(0.4);
    expect(agreement(["x", "x", "x"], ["x", "x"])).toEqual({
      shared: 2,
      items: 5,
      precision: 2 / 3,
      recall: 1,
      f1: 0.8,
    });
  });

  it("is nothing where one is empty, and no figure where both are", () => {
    const none = { shared: 0, items: 1, precision: 0, recall: 0, f1: 0 };
    expect(textAgreement("", "four words of gold")).toEqual(none);
    expect(textAgreement("four words too many", "")).toEqual(none);
    expect(textAgreement(" ", "…")).toBeUndefined();
  });

  it("is whole for a text and itself, and the same from either side", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 }).map((list) => list.join(" "));
    fc.assert(
      fc.property(words, words, (one, other) => {
        expect(textAgreement(one, one)).toMatchObject({ precision: 1, recall: 1, f1: 1 });
        expect(textAgreement(one, other)!.f1).toBeCloseTo(textAgreement(other, one)!.f1);
      }),
    );
  });
});

describe("lines", () => {
  const long = "The ferry will not sail before noon.";

  it("count from 25 characters on, however they are spaced and cased", () => {
    expect(
      linesOf(`  THE ferry will not\u00a0 sail before noon. \r\n\r\nToo short.\nExactly twenty-five chars`),
    ).toEqual([long.toLowerCase(), "exactly twenty-five chars"]);
  });

  it("agree line by line", () => {
    expect(lineAgreement(`${long}\nAnother line of the same great length.`, `${long}\nshort`)).toEqual({
      shared: 1,
      items: 3,
      precision: 1 / 2,
      recall: 1,
      f1: 2 / 3,
    });
  });

  it("agree by their letters: who wrote when is no line, and a quotation mark no difference", () => {
    expect(lettersOfLines("November 8, 2012 at 10:38 pm\nAda Lovelace says:\nTwenty-four letters, at most!")).toEqual(
      [],
    );
    expect(lettersOfLines(long)).toEqual(["theferrywillnotsailbeforenoon"]);
    expect(lineAgreement(long, `Ada Lovelace, November 8, 2012\n“${long.replace("will", "WILL")}”`)!.f1).toBe(1);
  });

  it("leak when they stand within the body, over its line breaks too, and not where the article itself says them", () => {
    const other = "Nobody on the island would say such a thing.";
    const quoted = "I shall be back before the ice is gone.";
    const body = `Before. The ferry will not\nsail before noon. After.\n${quoted}`;
    expect(leaks(body, [long, other, quoted].join("\n"), `She wrote: ${quoted}`)).toEqual({
      lines: 2,
      leaked: [long.toLowerCase()],
    });
  });
});

it("snippets are found without regard to case and white space", () => {
  expect(found(["Before  Noon", "after noon"], "the ferry, before\nnoon")).toEqual(["Before  Noon"]);
});

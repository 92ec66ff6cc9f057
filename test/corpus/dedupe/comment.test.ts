// Copied comments: what is a copy by its text alone, and what anyone may say.
import { describe, expect, it } from "vitest";
import { COPIED_COMMENT, copied, readComment } from "../../../packages/corpus/src/dedupe/comment.ts";

const between = (one: string, other: string) => copied(readComment(one), readComment(other));
const LETTER =
  "Nobody asked the people at the harbour before the wall was built, and nobody will pay when the tide comes in again.";

describe("copied comments", () => {
  it.each([
    ["Well said.", "Well said."],
    ["Thank you for this article!", "Thank you for this article!"],
    ["no no no no no no no no no no", "no no no no no no no no no no"],
    ["I say no, no, no, no and no, no, no", "I say no, no, no, no and no, no, no"],
    ["", ""],
  ])("takes no copy for %j, which anyone may write", (one, other) => {
    expect(between(one, other)).toBeNull();
  });

  it("knows an exact copy through case, quotes and blanks", () => {
    expect(between(LETTER, `“${LETTER.toUpperCase()}”  `)).toBe("exact");
  });

  it("knows a near copy, as campaigns send them", () => {
    expect(between(LETTER, `Dear editor, ${LETTER.replace("tide", "flood")} Vote!`)).toBe("near");
  });

  it("takes an answer that quotes for its own text", () => {
    expect(
      between(
        LETTER,
        `${LETTER} I was there myself, and what you forget is the money that the county gave for it, every penny of which went elsewhere than the wall.`,
      ),
    ).toBeNull();
  });

  it("follows another rule where one is given", () => {
    const rule = { ...COPIED_COMMENT, leastWords: 2, leastDistinct: 1 };
    expect(copied(readComment("Well said."), readComment("well said"), rule)).toBe("exact");
  });
});

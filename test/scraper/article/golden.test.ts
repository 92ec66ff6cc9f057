// Whole pages in the shape of real themes, against golden files that a person has read.
import { describe, expect, it } from "vitest";
import { COMMENT_MARK } from "./comment-markup.ts";
import { asMarkdown, extractFixture, FIXTURES, type FixtureName, golden } from "./fixtures.ts";

describe("an article page", () => {
  it.each(Object.keys(FIXTURES) as FixtureName[])("of %s comes out as its golden file says", (name) => {
    const found = asMarkdown(extractFixture(name, 16));
    expect(found).toBe(golden(name, found));
  });

  it.each(["classic-theme", "block-theme", "legacy-theme", "custom-names"] as const)(
    "of %s is the same under no comment, sixteen and a hundred and twenty",
    (name) => {
      const sixteen = asMarkdown(extractFixture(name, 16));
      expect(asMarkdown(extractFixture(name, 120))).toBe(sixteen);
      expect(asMarkdown(extractFixture(name, 0))).toBe(sixteen);
      expect(sixteen).not.toContain(COMMENT_MARK);
    },
  );
});

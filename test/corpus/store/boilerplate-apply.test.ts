// Taking lines out of a body and putting them back: nothing is lost, whatever is taken.
import type { Block, PublisherId } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { cleanBlocks, restoreBlocks } from "../../../packages/corpus/src/store/boilerplate-apply.ts";
import { linesOf } from "../../../packages/corpus/src/store/boilerplate-lines.ts";
import fc from "../../support/property.ts";

const PAPER = "0" as PublisherId;
const sentence = fc.constantFrom(
  "The tide came in. ",
  "Who knows? ",
  "Give today! ",
  "Dr. Abel left. ",
  "“No,” she said. ",
  "東京は雨。",
  " ",
);
const text = fc.array(sentence, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("").trim());
const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((one): Block => ({ kind: "paragraph", text: one })),
  text.map((one): Block => ({ kind: "heading", level: 2, text: one })),
  text.map((one): Block => ({ kind: "quote", text: one, cite: null })),
  fc.array(text, { maxLength: 4 }).map((items): Block => ({ kind: "list", ordered: false, items })),
  fc.constant<Block>({ kind: "embed", provider: "x", url: null, text: null }),
  fc.constant<Block>({ kind: "table", rows: [["a", "b"]] }),
);

describe("taking boilerplate out", () => {
  it("is undone by putting it back, whatever was taken", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.infiniteStream(fc.boolean()), (blocks, choices) => {
        const cleaned = cleanBlocks(blocks, linesOf(PAPER, blocks), () => choices.next().value as boolean);
        expect(restoreBlocks(cleaned.blocks, cleaned.removed)).toEqual(blocks);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves clean text, and never an article without any", () => {
    const blocks: Block[] = [
      { kind: "paragraph", text: "The tide came in. Give us your money! It went out again. Subscribe now!" },
    ];
    const lines = linesOf(PAPER, blocks);
    const asks = cleanBlocks(blocks, lines, (line) => !line.whole && /money|Subscribe/.test(line.text));
    expect(asks.blocks).toEqual([{ kind: "paragraph", text: "The tide came in. It went out again." }]);
    expect(cleanBlocks(blocks, lines, () => true)).toEqual({ blocks, removed: [] });
  });
});

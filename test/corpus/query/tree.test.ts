// The tree of a thread under any parents at all: nobody is lost, nothing hangs.
import type { CommentRecord, ThreadRecord } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { treeOf } from "../../../packages/corpus/src/query/tree.ts";
import fc from "../../support/property.ts";

const thread = { id: "t" } as ThreadRecord;
const comment = (id: string, parentId: string | null, position: number): CommentRecord =>
  ({ id, parentId, position }) as CommentRecord;
const ids = (comments: Iterable<CommentRecord>): string[] => [...comments].map(({ id }) => id);

/** Any parents: missing ones, the comment itself, circles. */
const anyThread = fc
  .array(fc.tuple(fc.option(fc.nat(40), { nil: null }), fc.nat(40)), { maxLength: 40 })
  .map((rows) =>
    rows.map(([parent, position], i) => comment(`c${i}`, parent === null ? null : `c${parent}`, position)),
  );

describe("the tree of a thread", () => {
  it("keeps reading order, answers and paths", () => {
    const tree = treeOf(thread, [
      comment("a", null, 0),
      comment("a1", "a", 1),
      comment("a11", "a1", 2),
      comment("a2", "a", 3),
      comment("b", null, 4),
    ]);
    expect(ids(tree.roots)).toEqual(["a", "b"]);
    expect(ids(tree.children("a"))).toEqual(["a1", "a2"]);
    expect(ids(tree.descendants("a"))).toEqual(["a1", "a11", "a2"]);
    expect(ids(tree.ancestors("a11"))).toEqual(["a1", "a"]);
    expect([...tree.paths()].map(ids)).toEqual([["a", "a1", "a11"], ["a", "a2"], ["b"]]);
    expect(tree.get("nobody")).toBeUndefined();
    const below = tree.subtree("a1")!;
    expect(ids(below.roots)).toEqual(["a1"]);
    expect(ids(below.comments)).toEqual(["a1", "a11"]);
    expect([below.depth("a1"), below.depth("a11"), below.parent("a1")]).toEqual([1, 2, undefined]);
    expect(tree.subtree("nobody")).toBeUndefined();
  });

  it("takes orphans, self-replies and the first of a circle as roots", () => {
    const tree = treeOf(thread, [
      comment("orphan", "gone", 0),
      comment("self", "self", 1),
      comment("x", "z", 2),
      comment("y", "x", 3),
      comment("z", "y", 4),
      comment("below", "z", 5),
    ]);
    expect(ids(tree.roots)).toEqual(["orphan", "self", "x"]);
    expect(ids(tree.ancestors("below"))).toEqual(["z", "y", "x"]);
  });

  it("holds every comment exactly once, below exactly one root", () => {
    fc.assert(
      fc.property(anyThread, (comments) => {
        const tree = treeOf(thread, comments);
        const reached = tree.roots.flatMap((root) => [root.id, ...ids(tree.descendants(root.id))]);
        expect(reached.sort()).toEqual(ids(comments).sort());
        for (const { id } of comments) {
          const above = tree.ancestors(id);
          expect(tree.roots).toContain(above.at(-1) ?? tree.get(id));
        }
      }),
    );
  });

  it("does not care in which order comments come", () => {
    fc.assert(
      fc.property(
        anyThread.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect([...treeOf(thread, shuffled).paths()].map(ids)).toEqual([...treeOf(thread, all).paths()].map(ids));
        },
      ),
    );
  });

  it("stands a conversation of fifty thousand answers to answers", () => {
    const deep = Array.from({ length: 50_000 }, (_, i) => comment(`c${i}`, i === 0 ? null : `c${i - 1}`, i));
    const tree = treeOf(thread, deep);
    expect(tree.descendants("c0")).toHaveLength(49_999);
    expect(tree.ancestors("c49999")).toHaveLength(49_999);
    expect([...tree.paths()]).toHaveLength(1);
  });
});

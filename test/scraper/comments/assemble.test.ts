// Flat comments to a thread, whatever order and whatever nonsense they come in.
import { performance } from "node:perf_hooks";
import type { StatedComment } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { assemble } from "../../../packages/scraper/src/comments/assemble.ts";
import fc from "../../support/property.ts";

const comment = (nativeId: string, parent: string | null = null, more: Partial<StatedComment> = {}): StatedComment => ({
  nativeId,
  parent,
  parentFrom: "id",
  author: null,
  createdAt: null,
  html: "",
  text: "",
  state: "visible",
  permalink: null,
  ...more,
});
const thread = (...comments: StatedComment[]) => assemble(comments, () => null);
const shape = (comments: ReturnType<typeof thread>) =>
  comments.map(({ nativeId, parent, root, depth, orphan }) => ({ nativeId, parent, root, depth, orphan }));

describe("assemble", () => {
  it("puts replies below what they answer, siblings in the order they were served", () => {
    const told = thread(comment("1"), comment("2"), comment("4", "1"), comment("3", "1"), comment("5", "4"));
    expect(told.map((one) => [one.nativeId, one.depth, one.root, one.position])).toEqual([
      ["1", 1, "1", 0],
      ["4", 2, "1", 1],
      ["5", 3, "1", 2],
      ["3", 2, "1", 3],
      ["2", 1, "2", 4],
    ]);
  });

  it("keeps a reply whose parent was not collected, with the parent it states", () => {
    expect(shape(thread(comment("8", "7"), comment("9", "8")))).toEqual([
      { nativeId: "8", parent: "7", root: "8", depth: 1, orphan: true },
      { nativeId: "9", parent: "8", root: "8", depth: 2, orphan: false },
    ]);
  });

  it("lets an answer to itself stand at the top, and trusts its parent no more", () => {
    const [one] = thread(comment("3", "3"));
    expect(one).toMatchObject({ parent: null, parentFrom: "none", depth: 1, orphan: false });
  });

  it("cuts a circle of answers at its oldest comment", () => {
    const told = thread(comment("12", "9"), comment("9", "10"), comment("10", "12"), comment("13", "10"));
    expect(told.map((one) => [one.nativeId, one.parent, one.depth])).toEqual([
      ["9", null, 1],
      ["12", "9", 2],
      ["10", "12", 3],
      ["13", "10", 4],
    ]);
  });

  it("counts a comment once, as it came first", () => {
    const told = thread(comment("1", null, { text: "first" }), comment("1", null, { text: "second" }));
    expect(told.map((one) => one.text)).toEqual(["first"]);
  });

  it("is indifferent to the order of its input, but for siblings", () => {
    // Parents anywhere: known, unknown, itself, in circles.
    const threads = fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), { maxLength: 30 });
    fc.assert(
      fc.property(threads, fc.infiniteStream(fc.nat()), (parents, random) => {
        const comments = parents.map((parent, id) => comment(String(id), parent === null ? null : String(parent)));
        const told = shape(assemble(comments, () => null));
        const families = Map.groupBy(comments, (one) => one.parent);
        // Circles and orphans join the top level, whose order is that of the input: keep it as one family.
        const top = new Set(told.filter((one) => one.depth === 1).map((one) => one.nativeId));
        const queues = [
          comments.filter((one) => top.has(one.nativeId)),
          ...[...families.values()].map((family) => family.filter((one) => !top.has(one.nativeId))),
        ].filter((queue) => queue.length > 0);
        const shuffled: StatedComment[] = [];
        while (queues.some((queue) => queue.length > 0)) {
          const open = queues.filter((queue) => queue.length > 0);
          shuffled.push(open[random.next().value! % open.length]!.shift()!);
        }
        expect(shape(assemble(shuffled, () => null))).toEqual(told);
      }),
    );
  });

  it("places every comment once, below its parent, one deeper", () => {
    const threads = fc.array(fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }), { maxLength: 50 });
    fc.assert(
      fc.property(threads, (parents) => {
        const told = thread(
          ...parents.map((parent, id) => comment(String(id), parent === null ? null : String(parent))),
        );
        expect(new Set(told.map((one) => one.nativeId)).size).toBe(parents.length);
        const before = new Map(told.map((one) => [one.nativeId, one]));
        for (const [at, one] of told.entries()) {
          expect(one.position).toBe(at);
          const parent = one.parent === null ? undefined : before.get(one.parent);
          expect(one.depth).toBe(parent ? parent.depth + 1 : 1);
          expect(one.root).toBe(parent ? parent.root : one.nativeId);
          if (parent) expect(parent.position).toBeLessThan(one.position);
        }
      }),
    );
  });

  it.each([
    ["deep", (id: number) => (id === 0 ? null : String(id - 1))],
    ["wide", (id: number) => (id === 0 ? null : "0")],
    ["one great circle", (id: number) => String((id + 1) % 100_000)],
  ])("takes 100,000 comments that are %s without a pause", (_, parent) => {
    const comments = Array.from({ length: 100_000 }, (_, id) => comment(String(id), parent(id)));
    const start = performance.now();
    expect(assemble(comments, () => null).length).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(5000); // 0.3 s in fact; anything quadratic takes minutes
  });
});

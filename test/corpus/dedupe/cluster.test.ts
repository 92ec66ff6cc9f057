// Clusters: around one text, without chains, whatever the order, and with the researcher's word above all.

import { describe, expect, it } from "vitest";
import { type ClusterEdge, cluster } from "../../../packages/corpus/src/dedupe/cluster.ts";
import type { RelationKind } from "../../../packages/corpus/src/dedupe/relate.ts";
import fc from "../../support/property.ts";

const SEEN = "2026-03-05T12:00:00.000Z";
const member = (id: string, publishedAt: string | null = null, firstSeenAt = SEEN) => ({
  id,
  publishedAt,
  firstSeenAt,
});
const members = (ids: string) => ids.split("").map((id) => member(id));
const edge = (pair: string, ofA = 1, ofB = ofA, kind: RelationKind = "version"): ClusterEdge => ({
  a: pair[0]!,
  b: pair[1]!,
  kind,
  score: Math.min(ofA, ofB),
  coverage: [ofA, ofB],
});
const groups = (found: ReturnType<typeof cluster>): string[] =>
  found
    .map(({ members: seats }) =>
      seats
        .map(({ id }) => id)
        .sort()
        .join(""),
    )
    .sort();

describe("cluster", () => {
  it("leaves each text alone that is linked to none", () => {
    expect(groups(cluster(members("abc"), []))).toEqual(["a", "b", "c"]);
  });

  it("puts copies around the one that covers most", () => {
    expect(groups(cluster(members("abcd"), [edge("ab"), edge("ac"), edge("ad")]))).toEqual(["abcd"]);
  });

  it("builds no chain: what the centre does not cover stays outside", () => {
    expect(
      groups(cluster(members("abcde"), [edge("ab", 0.6), edge("bc", 0.6), edge("cd", 0.6), edge("de", 0.6)])).length,
    ).toBeGreaterThan(1);
  });

  it("joins no texts by a passage they share", () => {
    expect(groups(cluster(members("ab"), [edge("ab", 0.9, 0.9, "shares-passage")]))).toEqual(["a", "b"]);
  });

  it("lets a round-up stand for nothing it holds", () => {
    const held = [edge("ra", 0.3, 1, "contains"), edge("rb", 0.3, 1, "contains"), edge("rc", 0.3, 1, "contains")];
    expect(groups(cluster(members("rabc"), held))).toEqual(["a", "b", "c", "r"]);
  });

  it("takes the long version for no round-up when what it holds belongs together", () => {
    const held = [edge("ra", 0.5, 1, "contains"), edge("rb", 0.5, 1, "contains"), edge("ab", 0.7)];
    expect(groups(cluster(members("rab"), held))).toEqual(["abr"]);
  });

  it("keeps a short article out that a round-up holds beside the long one that fills most of it", () => {
    const [long, short] = [edge("lr", 0.98, 0.8), edge("sr", 1, 0.17, "contains")];
    expect(groups(cluster(members("lrs"), [long, short]))).toEqual(["lr", "s"]);
    // A second print of it holds both.
    expect(
      groups(
        cluster(members("lRrs"), [
          long,
          short,
          edge("Rr", 1, 1),
          edge("lR", 0.98, 0.8),
          edge("sR", 1, 0.17, "contains"),
        ]),
      ),
    ).toEqual(["Rlr", "s"]);
    // A cut copy of the long one is linked to it too.
    expect(groups(cluster(members("lrs"), [long, short, edge("sl", 1, 0.2, "contains")]))).toEqual(["lrs"]);
  });

  it("is represented by the earliest published, then the first seen, then the smallest id", () => {
    const all = [edge("ab"), edge("ac"), edge("bc")];
    const one = [member("a"), member("b", "2026-03-02T00:00:00.000Z"), member("c", "2026-03-01T00:00:00.000Z")];
    expect(cluster(one, all)[0]).toMatchObject({ representative: "c" });
    const other = [
      member("c", null, "2026-03-02T00:00:00.000Z"),
      member("b", null, "2026-03-01T00:00:00.000Z"),
      member("a"),
    ];
    expect(cluster(other, all)[0]).toMatchObject({ representative: "b" });
    expect(cluster([member("c"), member("b"), member("a")], all)[0]).toMatchObject({ representative: "a" });
  });

  it("says by which edge a member came in, and how much of it the centre holds", () => {
    const [found] = cluster(members("ab"), [edge("ab", 0.5, 1, "contains")]);
    const seats = found!.members.filter(({ edge: by }) => by !== null);
    expect(seats).toEqual([{ id: "b", coverage: 1, edge: edge("ab", 0.5, 1, "contains") }]);
  });

  it("parts what a researcher parted, and joins what a researcher joined", () => {
    const all = [edge("ab"), edge("ac"), edge("bc")];
    expect(groups(cluster(members("abcd"), all, { split: [["a", "c"]] })).some((group) => /a.*c/.test(group))).toBe(
      false,
    );
    expect(groups(cluster(members("abcd"), all, { merge: [["d", "b"]] }))).toEqual(["abcd"]);
  });

  it("refuses to merge and split the same two", () => {
    expect(() => cluster(members("ab"), [], { merge: [["a", "b"]], split: [["b", "a"]] })).toThrow(/take one back/);
  });

  it("gives the same clusters in whatever order members and edges come, and whichever way an edge is written", () => {
    const ids = "abcdefgh".split("");
    const share = fc.integer({ min: 0, max: 10 }).map((n) => n / 10);
    const anyEdge = fc
      .tuple(
        fc.subarray(ids, { minLength: 2, maxLength: 2 }),
        share,
        share,
        fc.constantFrom("version", "contains", "same", "shares-passage"),
      )
      .map(([pair, ofA, ofB, kind]) => edge(pair.join(""), ofA, ofB, kind as RelationKind));
    const edges = fc.uniqueArray(anyEdge, { selector: ({ a, b }) => a + b, maxLength: 20 });
    const pairs = fc.array(fc.subarray(ids, { minLength: 2, maxLength: 2 }) as fc.Arbitrary<[string, string]>, {
      maxLength: 2,
    });
    fc.assert(
      fc.property(edges, pairs, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (all, split, noise) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((one, i) => ({ one, by: noise[i]! }))
            .sort((x, y) => x.by - y.by)
            .map(({ one }) => one);
        const turned = all.map((one, i) =>
          noise[i]! % 2 ? { ...one, a: one.b, b: one.a, coverage: [one.coverage[1], one.coverage[0]] as const } : one,
        );
        const told = (found: ReturnType<typeof cluster>) =>
          found.map(({ representative, members: seats }) => [
            representative,
            seats.map(({ id, coverage }) => [id, coverage]),
          ]);
        expect(told(cluster(shuffle(members("abcdefgh")), shuffle(turned), { split: shuffle(split) }))).toEqual(
          told(cluster(members("abcdefgh"), all, { split })),
        );
      }),
    );
  });
});

// The benchmark of duplicates: its scores by hand, its peers by their definitions, and a generator that keeps its word.
import { describe, expect, it } from "vitest";
import { collapse } from "../../bench/dedup/collapse.ts";
import { type GeneratedText, generate } from "../../bench/dedup/generate.ts";
import { TUNING, UNSEEN } from "../../bench/dedup/operators.ts";
import { FURTHER } from "../../bench/dedup/operators-further.ts";
import { bandPairs, minHash, permutations, sha1Hash32, unionFind, xxHash32 } from "../../bench/dedup/peers.ts";
import { chance } from "../../bench/dedup/random.ts";
import { adjustedRand, largestFalse, scoreEdges, sharedOrigin } from "../../bench/dedup/score.ts";

const origin = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const generated = (
  id: string,
  cluster: number,
  words: Uint32Array,
  kind: GeneratedText["kind"] = "article",
): GeneratedText => ({
  id,
  publisher: "p1",
  publishedAt: "2026-01-01T00:00:00.000Z",
  text: [...words].join(" "),
  cluster,
  kind,
  origin: words,
  made: [],
});

describe("scores", () => {
  it("gives the adjusted Rand index by hand", () => {
    expect(adjustedRand([1, 1, 2, 2], [5, 5, 7, 7])).toBe(1);
    // Pairs together in both 0, in each 2, of 6: (0 - 4/6) / (2 - 4/6).
    expect(adjustedRand([1, 1, 2, 2], [1, 2, 1, 2])).toBeCloseTo(-0.5);
    // Together in both 2, found 4, truth 3, of 15: (2 - 0.8) / (3.5 - 0.8).
    expect(adjustedRand([1, 1, 1, 2, 2, 3], [1, 1, 2, 2, 2, 3])).toBeCloseTo((2 - 16 / 15) / (4 - 16 / 15));
  });

  it("counts words of the same origin", () => {
    expect(sharedOrigin(origin(0, 10), origin(7, 20))).toBe(3);
    expect(sharedOrigin(origin(0, 10), origin(10, 20))).toBe(0);
  });

  it("scores edges by where the words come from", () => {
    const texts = [
      generated("a", 1, origin(0, 100)),
      generated("b", 1, origin(0, 60)),
      generated("c", 2, origin(8192, 8292)),
      generated("r", 3, Uint32Array.from([...origin(0, 100), ...origin(8192, 8292)]), "round-up"),
      // Of the same article, and nothing left in common with b.
      generated("d", 1, origin(60, 100)),
    ];
    const found = [
      { a: 0, b: 1, kind: "version" as const },
      { a: 0, b: 3, kind: "contains" as const },
      { a: 2, b: 3, kind: "version" as const },
      { a: 0, b: 2, kind: "shares-passage" as const },
    ];
    // Right: a-b, a-r. Pairs to find: a-b, a-d. Contained in r: a, b, c, d.
    expect(scoreEdges(texts, found)).toEqual({
      edges: 4,
      precision: 2 / 4,
      recall: 1 / 2,
      containment: 2 / 4,
      containmentTyped: 1 / 4,
    });
  });

  it("tells the largest cluster that mixes articles", () => {
    expect(largestFalse([1, 1, 1, 2], [7, 7, 7, 8])).toEqual({ size: 0, ratio: 1 });
    expect(largestFalse([1, 1, 1, 1], [7, 7, 8, 9])).toEqual({ size: 4, ratio: 2 });
  });
});

describe("peers", () => {
  it("hash as the originals do", () => {
    expect(xxHash32("").toString(16)).toBe("2cc5d05");
    expect(xxHash32("abc").toString(16)).toBe("32d153ff");
    expect(xxHash32("Nobody inspects the spammish repetition").toString(16)).toBe("e2293b2f");
    // SHA-1 of "abc" begins with a9 99 3e 36.
    expect(sha1Hash32("abc")).toBe(0x363e99a9);
  });

  it("permute as datasketch does, in 64 bits modulo 2^61 - 1", () => {
    const factors = permutations(16, chance(1));
    const hashes = [0, 1, 0xffffffff, ...Array.from({ length: 50 }, (_, i) => Math.imul(i, 2654435761) >>> 0)];
    const wide = (high: number, low: number): bigint => (BigInt(high) << 32n) | BigInt(low);
    const expected = Array.from({ length: 16 }, (_, k) =>
      Math.min(
        ...hashes.map((hash) =>
          Number(
            (BigInt.asUintN(
              64,
              wide(factors.aHigh[k]!, factors.aLow[k]!) * BigInt(hash) + wide(factors.bHigh[k]!, factors.bLow[k]!),
            ) %
              (2n ** 61n - 1n)) &
              0xffffffffn,
          ),
        ),
      ),
    );
    expect([...minHash(hashes, factors)]).toEqual(expected);
  });

  it("pair what agrees in a band, and chain the pairs", () => {
    const signatures = [
      [1, 2, 3, 4],
      [1, 2, 9, 9],
      [8, 8, 9, 9],
      [7, 7, 7, 7],
    ].map((one) => Uint32Array.from(one));
    const pairs = bandPairs(signatures, 2, 2);
    expect(pairs).toEqual([
      [0, 1],
      [1, 2],
    ]);
    const home = unionFind(4, pairs);
    expect(new Set(home.slice(0, 3)).size).toBe(1);
    expect(home[3]).not.toBe(home[0]);
  });
});

describe("the generator", () => {
  const letters = (n: number): string => [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
  const word = (...place: number[]): string => place.map(letters).join("x");
  const texts = Array.from({ length: 400 }, (_, t) =>
    Array.from({ length: 4 }, (_, p) =>
      Array.from({ length: 40 }, (_, w) => `${word(t, p, w)}${w % 10 === 9 ? "." : ""}`).join(" "),
    ),
  );

  it.each([TUNING, UNSEEN, FURTHER])(
    "makes the same corpus of the same seed, and another of another ($name)",
    (set) => {
      const [one, again, other] = [
        generate(texts, 60, set, 1),
        generate(texts, 60, set, 1),
        generate(texts, 60, set, 2),
      ];
      expect(again).toEqual(one);
      expect(other).not.toEqual(one);
    },
  );

  it.each([TUNING, UNSEEN, FURTHER])("knows where each copy's words come from ($name)", (set) => {
    for (const { kind, cluster, origin: from, text } of generate(texts, 60, set, 3)) {
      expect(from.length).toBeLessThanOrEqual(text.split(/\s+/).length);
      if (kind === "article") expect([...from].some((word) => Math.floor(word / 8192) === cluster)).toBe(true);
    }
  });

  it("makes round-ups and forms, each a cluster of its own or with its copies", () => {
    const made = generate(texts, 120, UNSEEN, 4);
    const roundUps = made.filter(({ kind }) => kind === "round-up");
    expect(roundUps.length).toBe(10);
    for (const { cluster } of roundUps) expect(made.filter((one) => one.cluster === cluster)).toHaveLength(1);
    expect(made.some(({ kind }) => kind === "obituary")).toBe(true);
  });

  it("leaves out texts that share passages by nature", () => {
    const shared = "one two three four five six seven eight nine ten eleven twelve";
    expect(
      collapse([
        [`${shared} a`],
        [`b ${shared}`],
        ["quite another text of its own, with words enough for a run or two"],
      ]),
    ).toHaveLength(2);
  });
});

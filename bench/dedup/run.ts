// Which texts are copies of each other: our engine beside MinHash with bands, SimHash and union-find, on the same generated corpus.
import { UsageError } from "@belowline/schema";
import { markdownTable, writeResult } from "../measure.ts";
import { collapse } from "./collapse.ts";
import { type GeneratedText, generate } from "./generate.ts";
import { type OperatorSet, TUNING, UNSEEN } from "./operators.ts";
import { FURTHER } from "./operators-further.ts";
import { bandPairs, grams, minHash, permutations, simHash, simHashPairs, unionFind, xxHash32 } from "./peers.ts";
import { ours } from "./pipeline.ts";
import { chance } from "./random.ts";
import { adjustedRand, type FoundEdge, largestFalse, scoreEdges } from "./score.ts";
import { sketchSpeed } from "./speed.ts";
import { realTexts } from "./texts.ts";

const SIZE = 1200;
const SEEDS: Readonly<Record<OperatorSet["name"], readonly number[]>> = {
  tuning: [1],
  unseen: [21, 22, 23],
  further: [31, 32],
};
const HEAD = [
  "method",
  "seed",
  "texts",
  "ARI",
  "edges",
  "precision",
  "recall",
  "contained found",
  "as `contains`",
  "largest false cluster",
];

const which = process.argv[2] ?? "all";
if (!["all", "quality", "speed", "tuning"].includes(which))
  throw new UsageError(
    "usage/invalid-value",
    `bench/dedup/run.ts: expected all, quality, speed or tuning, got "${which}"`,
  );
const texts = collapse(realTexts());
const rows: (string | number)[][] = [];
if (which !== "speed")
  for (const set of which === "tuning" ? [TUNING] : [TUNING, UNSEEN, FURTHER])
    for (const seed of SEEDS[set.name]) {
      // Base texts of the two sets are different ones, too.
      const half = texts.filter((_, i) => (i % 2 === 0) === (set.name === "tuning"));
      rows.push(...contend(generate(half, SIZE, set, seed), `${set.name} ${seed}`));
    }
const quality = markdownTable(HEAD, rows);
if (which === "tuning") console.log(quality);
else
  await writeResult(
    "dedup",
    "Generated copies of real texts with known clusters: thresholds were tuned on the tuning operators only; base texts, operators, boilerplate and templates of the unseen set are others. Round-ups are ordinary texts, each its own cluster. docs/duplicates.md says what is measured.",
    `node bench/dedup/run.ts ${which}`,
    ...(which === "speed" ? [] : [quality]),
    ...(which === "quality" ? [] : [sketchSpeed(texts.map((paragraphs) => paragraphs.join("\n")))]),
  );

function contend(made: readonly GeneratedText[], label: string): (string | number)[][] {
  const truth = made.map(({ cluster }) => cluster);
  const row = (name: string, edges: readonly FoundEdge[], home: readonly number[]): (string | number)[] => {
    const score = scoreEdges(made, edges);
    const worst = largestFalse(home, truth);
    const three = (n: number): string => n.toFixed(3);
    return [
      name,
      label,
      made.length,
      three(adjustedRand(home, truth)),
      score.edges,
      three(score.precision),
      three(score.recall),
      three(score.containment),
      three(score.containmentTyped),
      worst.size === 0 ? "none" : `${worst.size} texts, ${worst.ratio.toFixed(1)} times the true size`,
    ];
  };
  const place = new Map(made.map(({ id }, i) => [id, i]));
  const found = ours(made);
  const edges = found.edges.map(({ a, b, kind }) => ({ a: place.get(a)!, b: place.get(b)!, kind }));
  const home = new Array<number>(made.length);
  for (const [n, { members }] of found.clusters.entries()) for (const { id } of members) home[place.get(id)!] = n;
  const joined = edges.filter(({ kind }) => kind !== "shares-passage").map(({ a, b }): [number, number] => [a, b]);
  const factors = permutations(128, chance(1));
  const signatures = made.map(({ text }) => minHash([...grams(text)].map(xxHash32), factors));
  const hashes = made.map(({ text }) => simHash(text));
  const chained = (name: string, pairs: readonly [number, number][]): (string | number)[] =>
    row(
      name,
      pairs.map(([a, b]) => ({ a, b, kind: "version" as const })),
      unionFind(made.length, pairs),
    );
  return [
    row("Belowline", edges, home),
    row("the same edges, union-find", edges, unionFind(made.length, joined)),
    chained("MinHash 14 bands of 8 (datatrove), union-find", bandPairs(signatures, 14, 8)),
    chained("MinHash 32 bands of 4, union-find", bandPairs(signatures, 32, 4)),
    chained("MinHash 42 bands of 3, union-find", bandPairs(signatures, 42, 3)),
    chained("SimHash, 3 bits, union-find", simHashPairs(hashes, 3)),
    chained("SimHash, 12 bits, union-find", simHashPairs(hashes, 12)),
  ];
}

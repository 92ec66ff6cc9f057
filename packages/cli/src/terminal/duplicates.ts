// Clusters, pairs and what speaks for them, as tables and lines.
import type { DuplicateCluster, DuplicatePair, DuplicateSeat, PairExplanation } from "@belowline/corpus";
import { clip, printable, table } from "./table.ts";
import { widthOf } from "./width.ts";

/** Members of a cluster named one by one; a campaign has thousands. */
const MOST_NAMED = 20;

/** `width` of the terminal: where the table is wider, addresses stand on lines of their own. */
export function clusterLines({ id, members, rulings }: DuplicateCluster, width: number): string[] {
  const named = members.slice(0, MOST_NAMED);
  const rows = named.map((seat) => [minute(seat.saidAt), seat.publisher, howOf(seat, id), seat.words, whatOf(seat)]);
  const head = ["published", "publisher", "how", ">words", "what"];
  const whole = table(
    [...head, "address"],
    rows.map((row, i) => [...row, named[i]!.url]),
  );
  const isWide = whole.split("\n").some((line) => widthOf(line) > width);
  const [titles, ...lines] = table(head, rows).split("\n");
  const told = isWide
    ? [titles!, ...lines.flatMap((line, i) => [cutAt(line, width), `  ${printable(named[i]!.url)}`])].join("\n")
    : whole;
  return [
    `cluster ${id}: ${members.length} texts`,
    told,
    ...(members.length > MOST_NAMED ? [`… and ${members.length - MOST_NAMED} more (--json has all)`] : []),
    ...rulings.map(({ a, b, ruling }) => `${ruling === "merge" ? "merged" : "split"} by hand: ${a} and ${b}`),
  ];
}

const cutAt = (line: string, width: number): string =>
  widthOf(line) <= width ? line : `${[...line].slice(0, width - 1).join("")}…`;

function howOf({ by, to, score }: DuplicateSeat, representative: string): string {
  if (by === null) return "first";
  if (by === "wording") return "same words";
  if (by === "merged") return "merged by hand";
  return `${by} ${score === null ? "" : percent(score)}${to === representative ? "" : " by another"}`;
}

const whatOf = ({ headline, opening }: DuplicateSeat): string => clip(headline ?? opening, 50);

export const pairsTable = (pairs: readonly DuplicatePair[]): string =>
  table(
    [">share", ">longest", "one cluster", "one", "other"],
    pairs.map(({ score, longest, together, a, b }) => [
      percent(score),
      longest,
      together ? "yes" : "no",
      clip(a.url, 70),
      clip(b.url, 70),
    ]),
  );

/** Who the two are, and why they belong together or do not. */
export const explanationLines = (pair: PairExplanation): string[] => [
  `A  ${lineOf(pair.a)}`,
  `B  ${lineOf(pair.b)}`,
  "",
  `${pair.kind ?? "no relation"}; ${pair.together ? "one cluster" : "not one cluster"}`,
  ...pair.reasons,
  `Sampled shingles in both: ${pair.found.shared}, too common to count: ${pair.found.common}.`,
];

const lineOf = ({ url, saidAt, publisher }: PairExplanation["a"]): string =>
  printable(`${minute(saidAt)}  ${publisher}  ${url}`);

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

const minute = (at: string | null): string => at?.slice(0, 16).replace("T", " ") ?? "no date";

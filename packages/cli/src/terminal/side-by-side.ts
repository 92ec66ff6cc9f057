// Two texts in two columns, with the passages that stand in both numbered and, on a terminal, coloured.
import { styleText } from "node:util";
import { printable } from "./table.ts";
import { columnsOf, widthOf } from "./width.ts";

export interface MarkedText {
  readonly text: string;
  /** Passages by number, from 1 in the order given: offsets, end exclusive. */
  readonly passages: readonly (readonly [start: number, end: number])[];
}

const BETWEEN = " │ ";

/** Characters of a passage from which on it stands beside itself; what comes before it is filled up with empty lines. */
const ANCHOR = 40;

/** `[3:` opens the third passage and `]` closes it, in both columns. Long passages begin on the same line. */
export function* sideBySide(left: MarkedText, right: MarkedText, width: number): Generator<string> {
  const column = Math.max(16, Math.floor((width - BETWEEN.length) / 2));
  const anchors = anchorsOf(left, right);
  const [one, other] = [
    blocksOf(
      piecesOf(left),
      anchors.map(([at]) => at),
    ),
    blocksOf(
      piecesOf(right),
      anchors.map(([, at]) => at),
    ),
  ];
  for (const [k, block] of one.entries()) {
    const [here, there] = [wrapped(block, column), wrapped(other[k]!, column)];
    for (let i = 0; i < Math.max(here.length, there.length); i++) {
      const { shown, length } = here[i] ?? { shown: "", length: 0 };
      yield `${shown}${" ".repeat(Math.max(0, column - length))}${BETWEEN}${there[i]?.shown ?? ""}`.trimEnd();
    }
  }
}

/** Where long passages begin that follow each other in both texts; a reordered text keeps those of its longest straight row. */
function anchorsOf(left: MarkedText, right: MarkedText): [left: number, right: number][] {
  const long = left.passages
    .map(([start, end], i) => ({ start, length: end - start, there: right.passages[i]![0] }))
    .filter(({ length }) => length >= ANCHOR)
    .sort((a, b) => a.start - b.start);
  // The heaviest increasing row, by the characters it holds.
  const best = long.map(({ length }) => length);
  const before = long.map(() => -1);
  for (const [i, one] of long.entries())
    for (let j = 0; j < i; j++)
      if (long[j]!.there < one.there && best[j]! + one.length > best[i]!) {
        best[i] = best[j]! + one.length;
        before[i] = j;
      }
  const row: [number, number][] = [];
  for (let i = best.indexOf(Math.max(...best)); i >= 0; i = before[i]!) row.unshift([long[i]!.start, long[i]!.there]);
  return row;
}

/** The pieces up to each place, and the rest. */
function blocksOf(pieces: readonly Piece[], places: readonly number[]): Piece[][] {
  const blocks: Piece[][] = [[]];
  for (const piece of pieces) {
    while (blocks.length <= places.length && piece.end > places[blocks.length - 1]!) blocks.push([]);
    blocks.at(-1)!.push(piece);
  }
  while (blocks.length <= places.length) blocks.push([]);
  return blocks;
}

interface Line {
  shown: string;
  length: number;
}

/** A block ends where a line ends: its last line break is that. */
function wrapped(block: readonly Piece[], width: number): Line[] {
  const pieces = block.at(-1)?.text === "\n" ? block.slice(0, -1) : block;
  if (pieces.length === 0) return [];
  const lines: Line[] = [{ shown: "", length: 0 }];
  for (const piece of pieces) {
    if (piece.text === "\n") {
      lines.push({ shown: "", length: 0 });
      continue;
    }
    for (const text of cut(piece.text, width)) {
      const points = widthOf(text);
      let line = lines.at(-1)!;
      if (line.length > 0 && line.length + 1 + points > width) lines.push((line = { shown: "", length: 0 }));
      if (line.length > 0) add(line, " ", 1);
      add(line, piece.shared ? styleText("green", text) : text, points);
    }
  }
  return lines;
}

const add = (line: Line, shown: string, length: number): void => {
  line.shown += shown;
  line.length += length;
};

/** A word longer than a column is cut: addresses, and scripts without blanks. */
function* cut(word: string, width: number): Generator<string> {
  let [part, length] = ["", 0];
  for (const point of word) {
    const columns = columnsOf(point);
    if (length + columns > width) {
      yield part;
      [part, length] = ["", 0];
    }
    part += point;
    length += columns;
  }
  if (part !== "") yield part;
}

/** A word or a line break, and where it ends in the text. */
interface Piece {
  readonly text: string;
  readonly shared: boolean;
  readonly end: number;
}

/** Words with the marks of the passages that begin or end at them. */
function piecesOf({ text, passages }: MarkedText): Piece[] {
  const order = passages.map(([start, end], i) => ({ start, end, number: i + 1 })).sort((a, b) => a.start - b.start);
  let next = 0;
  const words = [...text.matchAll(/\S+|\n/g)].map((found) => {
    const at = found.index;
    const end = at + found[0].length;
    if (found[0] === "\n") return { word: "\n", number: null, end };
    // A passage begins or ends within a word where punctuation hangs on it.
    while (order[next] && order[next]!.end <= at) next++;
    const passage = order[next];
    const inside = passage !== undefined && passage.start < end;
    return { word: printable(found[0]), number: inside ? passage.number : null, end };
  });
  const spoken = words.filter(({ word }) => word !== "\n");
  let seen = 0;
  return words.map(({ word, number, end }): Piece => {
    if (word === "\n") return { text: word, shared: false, end };
    const opens = number !== null && spoken[seen - 1]?.number !== number ? `[${number}:` : "";
    const closes = number !== null && spoken[seen + 1]?.number !== number ? "]" : "";
    seen++;
    return { text: `${opens}${word}${closes}`, shared: number !== null, end };
  });
}

// Two texts in two columns, with the passages that stand in both numbered and, on a terminal, coloured.
import { styleText } from "node:util";
import { printable } from "./table.ts";

export interface MarkedText {
  readonly text: string;
  /** Passages by number, from 1 in the order given: offsets, end exclusive. */
  readonly passages: readonly (readonly [start: number, end: number])[];
}

const BETWEEN = " │ ";

/** `[3:` opens the third passage and `]` closes it, in both columns. */
export function* sideBySide(left: MarkedText, right: MarkedText, width: number): Generator<string> {
  const column = Math.max(16, Math.floor((width - BETWEEN.length) / 2));
  const [one, other] = [wrapped(left, column), wrapped(right, column)];
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const { shown, length } = one[i] ?? { shown: "", length: 0 };
    yield `${shown}${" ".repeat(Math.max(0, column - length))}${BETWEEN}${other[i]?.shown ?? ""}`.trimEnd();
  }
}

interface Line {
  shown: string;
  length: number;
}

function wrapped(marked: MarkedText, width: number): Line[] {
  const lines: Line[] = [{ shown: "", length: 0 }];
  for (const piece of piecesOf(marked)) {
    if (piece === "\n") {
      lines.push({ shown: "", length: 0 });
      continue;
    }
    for (const text of cut(piece.text, width)) {
      const points = [...text].length;
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
  const points = [...word];
  for (let i = 0; i < points.length; i += width) yield points.slice(i, i + width).join("");
}

type Piece = "\n" | { readonly text: string; readonly shared: boolean };

/** Words with the marks of the passages that begin or end at them. */
function piecesOf({ text, passages }: MarkedText): Piece[] {
  const order = passages.map(([start, end], i) => ({ start, end, number: i + 1 })).sort((a, b) => a.start - b.start);
  let next = 0;
  const words = [...text.matchAll(/\S+|\n/g)].map((found) => {
    const at = found.index;
    if (found[0] === "\n") return { word: "\n", number: null };
    // A passage begins or ends within a word where punctuation hangs on it.
    while (order[next] && order[next]!.end <= at) next++;
    const passage = order[next];
    const inside = passage !== undefined && passage.start < at + found[0].length;
    return { word: printable(found[0]), number: inside ? passage.number : null };
  });
  const spoken = words.filter(({ word }) => word !== "\n");
  let seen = 0;
  return words.map(({ word, number }): Piece => {
    if (word === "\n") return "\n";
    const opens = number !== null && spoken[seen - 1]?.number !== number ? `[${number}:` : "";
    const closes = number !== null && spoken[seen + 1]?.number !== number ? "]" : "";
    seen++;
    return { text: `${opens}${word}${closes}`, shared: number !== null };
  });
}

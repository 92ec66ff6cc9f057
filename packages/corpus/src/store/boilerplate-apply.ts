// Taking boilerplate out of a body, each piece with its place, and putting all of it back.
import type { Block, RemovedPiece } from "@belowline/schema";
import type { Line } from "./boilerplate-lines.ts";

export interface Cleaned {
  readonly blocks: readonly Block[];
  readonly removed: readonly RemovedPiece[];
}

/**
 * The body without the lines that `unwanted` names. A body of which nothing would be left stays as it is: then the lines are
 * all that the page says.
 */
export function cleanBlocks(
  blocks: readonly Block[],
  lines: readonly Line[],
  unwanted: (line: Line) => boolean,
): Cleaned {
  const byBlock = Map.groupBy(lines.filter(unwanted), ({ at }) => at);
  if (byBlock.size === 0) return { blocks, removed: [] };
  const kept: Block[] = [];
  const removed: RemovedPiece[] = [];
  blocks.forEach((block, at) => {
    const found = byBlock.get(at);
    const result = found ? cut(block, at, found) : { block, removed: [] };
    if (result.block) kept.push(result.block);
    removed.push(...result.removed);
  });
  return kept.some(holdsText) ? { blocks: kept, removed } : { blocks, removed: [] };
}

const holdsText = (block: Block): boolean =>
  block.kind !== "image" && block.kind !== "embed" && (block.kind !== "heading" || block.text === "");

function cut(block: Block, at: number, found: readonly Line[]): { block: Block | null; removed: RemovedPiece[] } {
  const all = { block: null, removed: [{ kind: "block", at, block } as const] };
  if (block.kind === "list") {
    const gone = new Set(found.map(({ item }) => item));
    const items = block.items.filter((_, i) => !gone.has(i));
    if (items.length === 0) return all;
    const removed = block.items.flatMap((text, item): RemovedPiece[] =>
      gone.has(item) ? [{ kind: "item", at, item, text }] : [],
    );
    return { block: { ...block, items }, removed };
  }
  if (found.some(({ whole }) => whole) || !("text" in block) || block.text === null) return all;
  const parts = partsOf(block.text, found);
  let rest = block.text;
  for (const { start, text } of parts.toReversed()) rest = rest.slice(0, start) + rest.slice(start + text.length);
  if (rest.trim() === "") return all;
  return {
    block: { ...block, text: rest } as Block,
    removed: parts.map((part) => ({ kind: "part", at, ...part })),
  };
}

/** Sentences next to each other make one part; one that reaches the end takes the blank before it along. */
function partsOf(text: string, found: readonly Line[]): { start: number; text: string }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  const last = spans.at(-1);
  if (last?.end === text.length) {
    const before = spans.at(-2)?.end ?? 0;
    while (last.start > before && /\s/.test(text[last.start - 1]!)) last.start--;
  }
  return spans.map(({ start, end }) => ({ start, text: text.slice(start, end) }));
}

/** The body as it was read: `restoreBlocks(cleaned.blocks, cleaned.removed)` is what `cleanBlocks` was given. */
export function restoreBlocks(blocks: readonly Block[], removed: readonly RemovedPiece[]): readonly Block[] {
  if (removed.length === 0) return blocks;
  const whole = new Map(removed.flatMap((piece) => (piece.kind === "block" ? [[piece.at, piece.block]] : [])));
  const pieces = Map.groupBy(removed, ({ at }) => at);
  const rest = [...blocks];
  const restored: Block[] = [];
  for (let at = 0; rest.length > 0 || whole.has(at); at++) {
    const block = whole.get(at) ?? mend(rest.shift()!, pieces.get(at) ?? []);
    restored.push(block);
  }
  return restored;
}

function mend(block: Block, pieces: readonly RemovedPiece[]): Block {
  if (pieces.length === 0) return block;
  if (block.kind === "list") {
    const items = [...block.items];
    for (const piece of pieces) if (piece.kind === "item") items.splice(piece.item, 0, piece.text);
    return { ...block, items };
  }
  if (!("text" in block)) return block;
  let text = block.text ?? "";
  for (const piece of pieces) {
    if (piece.kind === "part") text = text.slice(0, piece.start) + piece.text + text.slice(piece.start);
  }
  return { ...block, text } as Block;
}

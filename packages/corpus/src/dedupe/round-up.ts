// Round-ups: texts that hold others which have nothing to do with each other.

/** What one text is to another; each text has a list of them. */
export interface Tie {
  readonly to: number;
  /** How much of the other stands here, and of this one in the other. */
  readonly covers: number;
  readonly covered: number;
}

/** Texts that run alongside each other this much, both ways, are one text: a second print of a round-up, say. */
const TWIN = 0.8;
/** What a round-up holds of a text, at the least. */
const HELD = 0.5;

export const isTwin = ({ covers, covered }: Tie): boolean => Math.min(covers, covered) >= TWIN;

/**
 * A text that holds others which have nothing to do with each other is a round-up: it stands for none of them, and none for
 * it. Two held texts belong together if one is linked to the other, or both to a third that is no second print of this one.
 */
export function isRoundUp(ties: readonly (readonly Tie[])[], i: number): boolean {
  const twins = ties[i]!.filter(isTwin).map(({ to }) => to);
  const outside = new Set([i, ...twins]);
  const held = ties[i]!.filter(({ to, covers }) => covers >= HELD && !outside.has(to)).map(({ to }) => to);
  // A second print holds what this one holds; a long article that fills most of it, with a short one below, does not.
  const inside = new Set(held);
  if (held.length > 0 && twins.some((twin) => !ties[twin]!.some(({ to }) => inside.has(to)))) return true;
  if (held.length < 2) return false;
  const group = new Map<number, number>();
  const rootOf = (x: number): number => {
    let root = x;
    while ((group.get(root) ?? root) !== root) root = group.get(root)!;
    return root;
  };
  // Roots that lead a held text; copies of one article are all joined by the first few.
  const apart = new Set(held);
  for (const x of held)
    for (const { to } of ties[x]!) {
      if (outside.has(to)) continue;
      const [one, other] = [rootOf(to), rootOf(x)];
      if (one === other) continue;
      group.set(one, other);
      if (apart.delete(one) && apart.size === 1) return false;
    }
  return true;
}

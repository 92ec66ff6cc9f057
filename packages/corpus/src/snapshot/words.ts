// Numbers of records in words.

/** "1 article", "2 articles". */
export const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

/** "2 articles and 1 comment were erased"; null where nothing was. @param counts by kinds in the plural */
export function erasedInWords(counts: Readonly<Record<string, number>>): string | null {
  const some = Object.entries(counts).filter(([, n]) => n > 0);
  if (some.length === 0) return null;
  const all = some.reduce((sum, [, n]) => sum + n, 0);
  return `${some.map(([kind, n]) => many(n, kind.slice(0, -1))).join(" and ")} ${all === 1 ? "was" : "were"} erased`;
}

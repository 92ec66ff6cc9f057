// Many judged pages as figures: the mean or the pooled share, and the pages that cost most.
import { FIGURES, type FigureName, type Judged } from "./judge.ts";

/** Undefined where no page can say anything. */
export function figure(
  pages: readonly Judged[],
  name: FigureName,
): { value: number; right: number; of: number } | undefined {
  let right = 0;
  let of = 0;
  for (const { marks } of pages) {
    right += marks[name]?.right ?? 0;
    of += marks[name]?.of ?? 0;
  }
  return of === 0 ? undefined : { value: right / of, right, of };
}

/** A mean or a large share as three digits; what should be small as a percentage with its counts. */
export function written(pages: readonly Judged[], name: FigureName): string {
  const told = figure(pages, name);
  if (told === undefined) return "-";
  if (FIGURES[name] === "low mean") return `${(100 * told.value).toFixed(1)}%`;
  if (FIGURES[name] === "low") return `${(100 * told.value).toFixed(1)}% ${told.right}/${told.of}`;
  return told.value.toFixed(3);
}

/** The pages that lose most, most first: by value for a mean, by lost counts for a share. */
export function worst(
  pages: readonly Judged[],
  name: FigureName,
  count: number,
): { page: Judged; loss: number; line: string }[] {
  const low = FIGURES[name].startsWith("low");
  return pages
    .flatMap((page) => {
      const mark = page.marks[name];
      if (mark === undefined) return [];
      const loss = low ? mark.right : mark.of - mark.right;
      const score = FIGURES[name].endsWith("mean") ? mark.right.toFixed(3) : `${mark.right}/${mark.of}`;
      return loss > 0
        ? [{ page, loss, line: `${score}  ${page.set}/${page.id}  ${page.host}  ${mark.note ?? ""}` }]
        : [];
    })
    .sort((a, b) => b.loss - a.loss)
    .slice(0, count);
}

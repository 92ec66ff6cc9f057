// Plots as SVG, drawn by Observable Plot on a document without a browser.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Figures, MOST_BARS } from "./figures.ts";

/** As the page has them, by light and by dark. */
const [ANNOUNCED, COLLECTED] = ["var(--grey)", "var(--blue)"];
/** Of two plots side by side. */
const HALF = { width: 420, height: 290, marginBottom: 46, marginLeft: 60, insetTop: 8 } as const;
/** Below the ticks, not beside the last of them. */
const BELOW = { labelOffset: 42, labelAnchor: "center", labelArrow: "none" } as const;
const DAY = 24 * 3600 * 1000;

/** SVG; null where there is nothing to draw. */
export interface Plots {
  readonly coverage: string | null;
  readonly growth: string | null;
  readonly depth: string | null;
  readonly latency: string | null;
}

/** Text is put in as text: what a publisher or platform is called is never markup. */
export function plotsOf(figures: Figures): Plots {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const draw = (options: Plot.PlotOptions | null): string | null =>
    options &&
    Plot.plot({ document, width: 860, ...options, style: { background: "none", fontSize: "12px" } }).outerHTML;
  const grown = [draw(growth(figures, "comments")), draw(growth(figures, "articles"))].filter((svg) => svg !== null);
  return {
    coverage: draw(coverage(figures)),
    growth: grown.length === 0 ? null : grown.join(""),
    depth: draw(depth(figures)),
    latency: draw(latency(figures)),
  };
}

/** An axis that counts: there are no halves of a comment, and some five ticks can be read. */
function counting(label: string, most: number) {
  const fifth = most / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(fifth, 1)));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= fifth)!;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
  return { label, ticks, grid: true, zero: true, tickFormat: (value: number) => value.toLocaleString("en") };
}

const greatest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

function coverage({ publishers }: Figures): Plot.PlotOptions | null {
  const shown = publishers.filter(({ announced, collected }) => announced + collected > 0).slice(0, MOST_BARS);
  if (shown.length === 0) return null;
  const longest = greatest(shown.map(({ publisher }) => publisher.length));
  return {
    // A letter is some seven points wide; what is longer is cut where it says least.
    marginLeft: Math.min(260, Math.max(60, 24 + 7 * longest)),
    marginRight: 40,
    marginBottom: 46,
    height: 70 + 26 * shown.length,
    ariaLabel: "Comments announced and collected, by publisher",
    x: {
      ...counting("comments", greatest(shown.flatMap(({ announced, collected }) => [announced, collected]))),
      ...BELOW,
    },
    y: { axis: null, domain: shown.map(({ publisher }) => publisher) },
    marks: [
      Plot.axisY({ label: null, lineWidth: 19, textOverflow: "ellipsis-middle" }),
      Plot.barX(shown, { x: "announced", y: "publisher", fill: ANNOUNCED, insetTop: 2, insetBottom: 2 }),
      Plot.barX(shown, { x: "collected", y: "publisher", fill: COLLECTED, insetTop: 7, insetBottom: 7 }),
      Plot.ruleX([0]),
    ],
  };
}

/** Each kind on a scale of its own: comments are many times the articles. */
function growth({ growth: days }: Figures, records: "comments" | "articles"): Plot.PlotOptions | null {
  let sum = 0;
  const series = days.map((one) => ({ day: one.day, here: (sum += one[records]) }));
  const last = series.at(-1);
  if (last === undefined || sum === 0) return null;
  // A day lasts until the next: without its end the last one, or the only one, would not be seen.
  series.push({ day: new Date(last.day.getTime() + DAY), here: sum });
  return {
    marginLeft: 60,
    marginRight: 44,
    marginBottom: 44,
    insetTop: 8,
    height: 208,
    ariaLabel: `All ${records} by day`,
    x: { type: "utc", label: null, ...(series.length > 6 ? {} : { ticks: series.map(({ day }) => day), tickFormat }) },
    y: counting(records, sum),
    marks: [
      Plot.areaY(series, { x: "day", y: "here", fill: COLLECTED, fillOpacity: 0.2, curve: "step-after" }),
      Plot.lineY(series, { x: "day", y: "here", stroke: COLLECTED, strokeWidth: 2, curve: "step-after" }),
      Plot.ruleY([0]),
    ],
  };
}

const tickFormat = (day: Date): string => day.toISOString().slice(0, 10);

function depth({ depth: levels }: Figures): Plot.PlotOptions | null {
  if (levels.length === 0) return null;
  const [least, deepest] = [levels[0]!.depth, levels.at(-1)!.depth];
  const step = Math.ceil((deepest - least + 1) / 12);
  return {
    ...HALF,
    ariaLabel: "Comments by depth",
    x: {
      label: "depth",
      type: "band",
      ...BELOW,
      domain: Array.from({ length: deepest - least + 1 }, (_, i) => least + i),
      // Every bar has its place, and as many are named as can be read.
      ticks: Array.from({ length: Math.ceil((deepest - least + 1) / step) }, (_, i) => least + i * step),
    },
    y: counting("comments", greatest(levels.map(({ comments }) => comments))),
    marks: [Plot.barY(levels, { x: "depth", y: "comments", fill: COLLECTED }), Plot.ruleY([0])],
  };
}

/** Hours in the words of people. */
const SPANS: ReadonlyMap<number, string> = new Map([
  [1 / 60, "1 min"],
  [0.1, "6 min"],
  [0.5, "½ h"],
  [1, "1 h"],
  [3, "3 h"],
  [12, "12 h"],
  [24, "1 day"],
  [24 * 7, "1 week"],
  [24 * 30, "1 month"],
  [24 * 365, "1 year"],
]);
/** Four steps to a factor of ten, as the figures have it. */
const STEP = 10 ** 0.25;
/** Six at least, so that two spans or more have a name. */
const LEAST_STEPS = STEP ** 6;

function latency({ latency: steps }: Figures): Plot.PlotOptions | null {
  if (steps.length === 0) return null;
  const [from, to] = [steps[0]!.hours, steps.at(-1)!.hours * STEP];
  const around = Math.sqrt(Math.max(1, LEAST_STEPS / (to / from)));
  const domain = [from / around, to * around] as const;
  return {
    ...HALF,
    ariaLabel: "Threads by the time from publication to the first comment",
    x: {
      type: "log",
      label: "time from publication",
      ...BELOW,
      domain,
      ticks: [...SPANS.keys()].filter((hours) => hours >= domain[0] * 0.999 && hours <= domain[1] * 1.001),
      tickFormat: (hours: number) => SPANS.get(hours) ?? "",
    },
    y: counting("threads", greatest(steps.map(({ threads }) => threads))),
    marks: [
      Plot.rectY(steps, { x1: "hours", x2: ({ hours }) => hours * STEP, y: "threads", fill: COLLECTED, inset: 0.5 }),
      Plot.ruleY([0]),
    ],
  };
}

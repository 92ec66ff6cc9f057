// Plots as SVG, drawn by Observable Plot on a document without a browser.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Figures } from "./figures.ts";

const [ANNOUNCED, COLLECTED] = ["#c3cad4", "#2f6f9f"];
/** Of two plots side by side. */
const HALF = { width: 420, height: 290, marginBottom: 46 } as const;
/** Below the ticks, not beside the last of them. */
const BELOW = { labelOffset: 42, labelAnchor: "center", labelArrow: "none" } as const;
/** Bars for more publishers than this cannot be read. */
const MOST_BARS = 30;

export interface Plots {
  readonly coverage: string;
  readonly growth: string;
  readonly depth: string;
  readonly latency: string;
}

/** Text is put in as text: what a publisher or platform is called is never markup. */
export function plotsOf(figures: Figures): Plots {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const draw = (options: Plot.PlotOptions): string =>
    Plot.plot({ document, width: 860, ...options, style: { background: "none", fontSize: "12px" } }).outerHTML;
  return {
    coverage: draw(coverage(figures)),
    growth: draw(growth(figures, "comments")) + draw(growth(figures, "articles")),
    depth: draw(depth(figures)),
    latency: draw(latency(figures)),
  };
}

/** There are no halves of a comment, whatever the ticks of a small corpus. */
const whole = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en") : "");
const count = { label: "comments", grid: true, zero: true, tickFormat: whole, ticks: 5 } as const;

function coverage({ publishers }: Figures): Plot.PlotOptions {
  const shown = publishers.filter(({ threads }) => threads > 0).slice(0, MOST_BARS);
  return {
    marginLeft: 190,
    marginBottom: 46,
    height: 70 + 26 * shown.length,
    x: { ...count, ...BELOW },
    y: { label: null, domain: shown.map(({ publisher }) => publisher) },
    marks: [
      Plot.barX(shown, { x: "announced", y: "publisher", fill: ANNOUNCED, insetTop: 2, insetBottom: 2 }),
      Plot.barX(shown, { x: "collected", y: "publisher", fill: COLLECTED, insetTop: 7, insetBottom: 7 }),
      Plot.ruleX([0]),
    ],
  };
}

/** Each kind on a scale of its own: comments are many times the articles. */
function growth({ growth: days }: Figures, records: "comments" | "articles"): Plot.PlotOptions {
  let sum = 0;
  const series = days.map((one) => ({ day: one.day, here: (sum += one[records]) }));
  return {
    marginLeft: 60,
    height: 190,
    x: { type: "utc", label: null },
    y: { ...count, label: records },
    marks: [
      Plot.areaY(series, { x: "day", y: "here", fill: COLLECTED, fillOpacity: 0.2, curve: "step-after" }),
      Plot.lineY(series, { x: "day", y: "here", stroke: COLLECTED, strokeWidth: 2, curve: "step-after" }),
      Plot.ruleY([0]),
    ],
  };
}

const depth = ({ depth: levels }: Figures): Plot.PlotOptions => ({
  ...HALF,
  marginLeft: 60,
  x: { label: "depth", type: "band", ...BELOW },
  y: count,
  marks: [Plot.barY(levels, { x: "depth", y: "comments", fill: COLLECTED }), Plot.ruleY([0])],
});

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

function latency({ latency: steps }: Figures): Plot.PlotOptions {
  const [from, to] = [steps[0]?.hours ?? 1, (steps.at(-1)?.hours ?? 1) * STEP];
  return {
    ...HALF,
    marginLeft: 60,
    x: {
      type: "log",
      label: "time from publication",
      ...BELOW,
      domain: [from, to],
      ticks: [...SPANS.keys()].filter((hours) => hours >= from * 0.999 && hours <= to * 1.001),
      tickFormat: (hours: number) => SPANS.get(hours) ?? "",
    },
    y: { ...count, label: "threads" },
    marks: [
      Plot.rectY(steps, { x1: "hours", x2: ({ hours }) => hours * STEP, y: "threads", fill: COLLECTED, inset: 0.5 }),
      Plot.ruleY([0]),
    ],
  };
}

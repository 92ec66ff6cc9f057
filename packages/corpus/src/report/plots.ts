// Plots as SVG, drawn by Observable Plot on a document without a browser.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Figures } from "./figures.ts";

const [ANNOUNCED, COLLECTED] = ["#c9ced6", "#2f6f9f"];
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
  const draw = (options: Plot.PlotOptions): string => Plot.plot({ document, width: 720, ...options }).outerHTML;
  return {
    coverage: draw(coverage(figures)),
    growth: draw(growth(figures, "comments")) + draw(growth(figures, "articles")),
    depth: draw(depth(figures)),
    latency: draw(latency(figures)),
  };
}

/** There are no halves of a comment, whatever the ticks of a small corpus. */
const whole = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en") : "");
const count = { label: "comments", grid: true, zero: true, tickFormat: whole } as const;

function coverage({ publishers }: Figures): Plot.PlotOptions {
  const shown = publishers.filter(({ threads }) => threads > 0).slice(0, MOST_BARS);
  return {
    marginLeft: 180,
    height: 60 + 24 * shown.length,
    x: count,
    y: { label: null, domain: shown.map(({ publisher }) => publisher) },
    marks: [
      Plot.barX(shown, { x: "announced", y: "publisher", fill: ANNOUNCED }),
      Plot.barX(shown, { x: "collected", y: "publisher", fill: COLLECTED, insetTop: 6, insetBottom: 6 }),
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
    height: 200,
    x: { type: "utc", label: "first seen" },
    y: { ...count, label: records },
    marks: [
      Plot.areaY(series, { x: "day", y: "here", fill: COLLECTED, fillOpacity: 0.2, curve: "step-after" }),
      Plot.lineY(series, { x: "day", y: "here", stroke: COLLECTED, curve: "step-after" }),
      Plot.dot(series, { x: "day", y: "here", fill: COLLECTED, r: 2 }),
      Plot.ruleY([0]),
    ],
  };
}

const depth = ({ depth: levels }: Figures): Plot.PlotOptions => ({
  marginLeft: 60,
  x: { label: "depth (1 is the top level)", type: "band" },
  y: count,
  marks: [Plot.barY(levels, { x: "depth", y: "comments", fill: COLLECTED }), Plot.ruleY([0])],
});

const latency = ({ latency: steps }: Figures): Plot.PlotOptions => ({
  marginLeft: 60,
  x: { type: "log", label: "hours from publication to the first comment", grid: true },
  y: { ...count, label: "threads" },
  marks: [
    Plot.rectY(steps, {
      x1: "hours",
      x2: ({ hours }) => hours * 10 ** 0.25,
      y: "threads",
      fill: COLLECTED,
      inset: 0.5,
    }),
    Plot.ruleY([0]),
  ],
});

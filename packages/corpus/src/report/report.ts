// corpus.report(): one HTML page that shows what the corpus holds and what is missing, without a script or anything from elsewhere.
import type { Database } from "../db/connection.ts";
import { attributes, element, escaped } from "../export/xml.ts";
import { type Figures, figuresOf } from "./figures.ts";

const MOST_ROWS = 50;

/** The drawing of plots is loaded only when there is a report to draw. */
export async function reportOf(db: Database, id: string, now: Date = new Date()): Promise<string> {
  const figures = await figuresOf(db);
  const { plotsOf } = await import("./plots.ts");
  const { coverage, growth, depth, latency } = plotsOf(figures);
  const { articles, comments, threads } = figures.coverage;
  const share = comments.announced === 0 ? null : Math.round((100 * comments.collected) / comments.announced);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Belowline: report of a corpus</title>
<style>${STYLE}</style>
</head>
<body>
<h1>What this corpus holds</h1>
<p>Corpus <code>${escaped(id)}</code>, ${element("time", now.toISOString().slice(0, 16).replace("T", " "), { datetime: now.toISOString() })} UTC.</p>
<p class="sum">${number(articles)} articles, ${number(comments.collected)} comments in ${number(threads.total)} threads.
The sites announce ${number(comments.announced)} comments${share === null ? "" : ` (${share} %)`}; ${number(threads.complete)} threads are complete.</p>
<h2>Coverage</h2>
${figure(coverage, "Comments collected (blue) of those announced (grey). Threads whose site announces no number count 0 there.")}
${table(["publisher", "articles", "threads", "complete", "announced", "collected"], figures.publishers)}
${gaps(figures)}
<h2>Growth</h2>
${figure(growth, "Records by the day on which they were first seen (UTC), summed up.")}
<h2>Depth</h2>
${figure(depth, "Comments by their depth in the thread, as the site or its markup gives it.")}
<h2>Latency</h2>
${figure(latency, "Threads by the hours from publication to the first comment; only where both are dated. Times that a site gives to the day alone are as rough as that.")}
</body>
</html>
`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem;color:#1c2530}
table{border-collapse:collapse;font-size:14px}td,th{padding:2px 10px;border-bottom:1px solid #dde2e8;text-align:right}
td:first-child,th:first-child{text-align:left;overflow-wrap:anywhere}figure{margin:1rem 0}figcaption{font-size:14px;color:#4a5868}
svg{max-width:100%;height:auto}.sum{font-size:18px}`;

const number = (value: number): string => value.toLocaleString("en");

const figure = (svg: string, words: string): string => `<figure>${svg}${element("figcaption", words)}</figure>`;

function table<Row extends object>(names: readonly (keyof Row & string)[], rows: readonly Row[]): string {
  const cell = (value: unknown): string =>
    element("td", typeof value === "number" ? number(value) : String(value ?? ""));
  const lines = rows.slice(0, MOST_ROWS).map((row) => `<tr>${names.map((name) => cell(row[name])).join("")}</tr>`);
  const more = rows.length > MOST_ROWS ? element("p", `and ${number(rows.length - MOST_ROWS)} more`) : "";
  return `<table><tr>${names.map((name) => element("th", name)).join("")}</tr>${lines.join("\n")}</table>${more}`;
}

function gaps({ coverage: { gaps: reasons, incomplete, absent, broken } }: Figures): string {
  const why = Object.entries(reasons).map(([reason, comments]) => ({ reason, comments: comments ?? "unknown" }));
  const threads = incomplete.slice(0, 20).map(({ articleUrl, announced, collected, gaps: known }) => {
    const why = known.map(({ reason }) => reason).join(", ") || "unexplained";
    const words = `${collected} of ${announced ?? "an unknown number"}: ${why}`;
    return `<li><a${attributes({ href: articleUrl, rel: "noreferrer" })}>${escaped(articleUrl)}</a> ${escaped(words)}</li>`;
  });
  const pages = Object.entries({ ...absent, ...(broken > 0 ? { broken } : {}) }).map(([reason, n]) => ({
    reason,
    pages: n,
  }));
  return [
    why.length > 0 ? `<h3>Why comments are missing</h3>${table(["reason", "comments"], why)}` : "",
    threads.length > 0 ? `<h3>The largest gaps</h3><ul>${threads.join("\n")}</ul>` : "",
    pages.length > 0 ? `<h3>Pages without an article</h3>${table(["reason", "pages"], pages)}` : "",
  ].join("\n");
}

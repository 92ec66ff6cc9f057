// corpus.report(): one HTML page that shows what the corpus holds and what is missing, without a script or anything from elsewhere.
import type { Database } from "../db/connection.ts";
import { attributes, element, escaped } from "../export/xml.ts";
import type { Coverage } from "../query/coverage.ts";
import type { Standing } from "../query/standing.ts";
import { type Figures, figuresOf, MOST_BARS } from "./figures.ts";

const MOST_ROWS = 50;
const MOST_GAPS = 20;

/** What a report is of. */
export interface Reported {
  /** The corpus. */
  readonly id: string;
  readonly standing: Standing;
  readonly coverage: Coverage;
  /** Null for the corpus as it is. */
  readonly snapshot: { readonly name: string; readonly madeAt: string; readonly checksum: string } | null;
}

/** The drawing of plots is loaded only when there is a report to draw. */
export async function reportOf(db: Database, of: Reported, now: Date = new Date()): Promise<string> {
  const figures = await figuresOf(db, of.standing, of.coverage);
  const { plotsOf } = await import("./plots.ts");
  const { coverage, growth, depth, latency } = plotsOf(figures);
  const { articles, comments, threads } = figures.coverage;
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
<header>
<h1>What this corpus holds</h1>
<p>${[publishersOf(figures), periodOf(figures)].filter((words) => words !== "").join(", ")}.
${stateOf(of, now)}</p>
</header>
<dl class="sum">
${tile("articles", number(articles), "")}
${tile("comments", number(comments.collected), `${number(comments.announced)} announced`)}
${tile("collected", share(figures.announcing), "of what the sites announce")}
${tile("threads", number(threads.total), `${number(threads.complete)} complete`)}
</dl>
<section>
<h2>Coverage</h2>
${figure(coverage, coverageWords(figures), "No comments are here, and none are announced.")}
${figures.publishers.length === 0 ? "" : table(["publisher", "articles", "threads", "complete", "announced", "collected"], figures.publishers)}
${gaps(figures)}
</section>
<section>
<h2>Growth</h2>
${figure(growth, "Comments and articles by the day on which they were first seen (UTC), summed up.", "Nothing is here yet.")}
</section>
<div class="pair">
<section>
<h2>Depth</h2>
${figure(depth, "Comments by their depth in the thread, as the site or its markup gives it; 1 is the top level.", "No comments are here.")}
</section>
<section>
<h2>Latency</h2>
${figure(latency, "Threads by the time from publication to the first comment, where both are dated. Times that a site gives to the day alone are as rough as that.", "No thread has a dated comment below a dated article.")}
</section>
</div>
</body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark;--ink:#1c2530;--soft:#56657a;--line:#dfe4ea;--paper:#fff;--tile:#f4f6f9;--blue:#2f6f9f;--grey:#c3cad4}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9ef;--soft:#9fadbd;--line:#333d49;--paper:#161b21;--tile:#1f262e;--blue:#6fb1e0;--grey:#4a5766}}
body{font:16px/1.55 system-ui,sans-serif;max-width:860px;margin:2.5rem auto;padding:0 1.25rem;color:var(--ink);background:var(--paper)}
h1{font-size:2rem;line-height:1.2;margin:0}h2{font-size:1.3rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .4rem}
header p,figcaption,dd small{color:var(--soft)}header p{margin:.4rem 0 1.5rem}code{font-size:.85em}a{color:var(--blue)}
.sum{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:0}
.sum div{background:var(--tile);border-radius:8px;padding:12px 16px}dt{font-size:14px;color:var(--soft)}dd{margin:0}
dd b{display:block;font-size:1.8rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}dd small{font-size:13px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:0 20px}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:14px;min-width:60%;font-variant-numeric:tabular-nums}
td,th{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);text-align:right}th{color:var(--soft);font-weight:600}
td:first-child,th:first-child{text-align:left;min-width:9rem;overflow-wrap:anywhere}
ul{padding-left:1.2rem;font-size:14px}li{overflow-wrap:anywhere}time,code{white-space:nowrap}figure{margin:0 0 .5rem}figcaption{font-size:14px}.none{color:var(--soft)}
.wide svg{display:block;width:100%;height:auto;overflow:visible}.wide svg[width="860"]{min-width:640px}
@media print{body{margin:0;max-width:none}section{break-inside:avoid}}`;

const number = (value: number): string => value.toLocaleString("en");

const moment = (at: Date): string => at.toISOString().slice(0, 16).replace("T", " ");
const day = (at: Date): string => at.toISOString().slice(0, 10);

const tile = (name: string, figure: string, words: string): string =>
  `<div>${element("dt", name)}<dd>${element("b", figure)}${words === "" ? "" : element("small", words)}</dd></div>`;

/** Never 100 % where something is missing, nor 0 % where something is here. */
function share({ announced, collected }: Figures["announcing"]): string {
  if (announced === 0) return "–";
  const percent = (100 * collected) / announced;
  if (collected > 0 && percent < 0.1) return "< 0.1 %";
  return `${collected < announced ? Math.min(99.9, Number(percent.toFixed(1))) : Math.round(percent)} %`;
}

function stateOf({ id, snapshot }: Reported, now: Date): string {
  const corpus = `orpus <code>${escaped(id)}</code>`;
  if (snapshot === null) return `C${corpus}, ${timeOf(now)} UTC.`;
  const frozen = `frozen ${timeOf(new Date(snapshot.madeAt))} UTC`;
  return `Snapshot <code>${escaped(snapshot.name)}</code> of c${corpus}, ${frozen}, SHA-256 ${escaped(snapshot.checksum)}.`;
}

const timeOf = (at: Date): string => element("time", moment(at), { datetime: at.toISOString() });

const publishersOf = ({ publishers }: Figures): string =>
  publishers.length === 1 ? escaped(publishers[0]!.publisher) : `${number(publishers.length)} publishers`;

const periodOf = ({ published: { first, last } }: Figures): string =>
  first === null || last === null
    ? ""
    : day(first) === day(last)
      ? `published on ${day(first)}`
      : `published from ${day(first)} to ${day(last)}`;

/** A plot that holds nothing looks like one that failed. */
const figure = (svg: string | null, words: string, nothing: string): string =>
  svg === null
    ? element("p", nothing, { class: "none" })
    : `<figure><div class="wide">${svg}</div>${element("figcaption", words)}</figure>`;

function coverageWords({ publishers }: Figures): string {
  const talked = publishers.filter(({ announced, collected }) => announced + collected > 0).length;
  const most = talked > MOST_BARS ? ` The ${MOST_BARS} publishers with the most articles.` : "";
  return `Comments collected (blue) of those announced (grey). Threads whose site announces no number count 0 there.${most}`;
}

function table<Row extends object>(names: readonly (keyof Row & string)[], rows: readonly Row[]): string {
  const cell = (value: unknown): string =>
    element("td", typeof value === "number" ? number(value) : String(value ?? ""));
  const lines = rows.slice(0, MOST_ROWS).map((row) => `<tr>${names.map((name) => cell(row[name])).join("")}</tr>`);
  const more = rows.length > MOST_ROWS ? element("p", `and ${number(rows.length - MOST_ROWS)} more`) : "";
  const head = names.map((name) => element("th", name, { scope: "col" })).join("");
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>${more}`;
}

function gaps({ coverage: { gaps: reasons, incomplete, absent, broken } }: Figures): string {
  const why = Object.entries(reasons).map(([reason, comments]) => ({ reason, comments: comments ?? "unknown" }));
  const threads = incomplete.slice(0, MOST_GAPS).map(({ articleUrl, announced, collected, gaps: known }) => {
    const why = known.map(({ reason }) => reason).join(", ") || "unexplained";
    const words = `${number(collected)} of ${announced === null ? "an unknown number" : number(announced)}: ${why}`;
    return `<li><a${attributes({ href: articleUrl, rel: "noreferrer" })}>${escaped(articleUrl)}</a> ${escaped(words)}</li>`;
  });
  const pages = Object.entries({ ...absent, ...(broken > 0 ? { broken } : {}) }).map(([reason, n]) => ({
    reason,
    pages: n,
  }));
  return [
    why.length > 0 ? `<h3>Why comments are missing</h3>${table(["reason", "comments"], why)}` : "",
    threads.length > 0
      ? `<h3>The largest gaps</h3><ul>${threads.join("\n")}</ul>${incomplete.length > MOST_GAPS ? element("p", `and ${number(incomplete.length - MOST_GAPS)} more`) : ""}`
      : "",
    pages.length > 0 ? `<h3>Pages without an article</h3>${table(["reason", "pages"], pages)}` : "",
  ].join("\n");
}

// A child that extracts one page after the other and prints how many bytes its heap grew, small collections alone at work.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { extract } from "@belowline/scraper";

setFlagsFromString("--expose-gc");
// What is put among the old objects for its age depends on when the compiler looks; what is held there by the code does not.
setFlagsFromString("--no-allocation-site-pretenuring");
const collect = runInNewContext("gc") as (how?: { readonly type: "minor" }) => void;

const remark = (n: number): string =>
  `<li class="comment" id="comment-${n}"><cite class="fn">Reader ${n}</cite><time datetime="2026-03-02T10:00:00Z">then</time>
    <div class="comment-content"><p>The pier ${n} should stay where it is, I said, and so it should.</p></div></li>`;
const html = `<title>Pier</title><body class="single"><article><h1>Pier</h1>${"<p>The town has decided that the pier is to stay.</p>".repeat(20)}</article>
  <h2>200 comments</h2><ol class="commentlist">${Array.from({ length: 200 }, (_, i) => remark(i + 1)).join("")}</ol>`;
const read = (): void => void extract(html, { url: "https://news.example/pier/" });

for (let i = 0; i < 20; i++) read();
collect();
const before = process.memoryUsage().heapUsed;
for (let i = 0; i < 40; i++) {
  read();
  collect({ type: "minor" });
}
process.stdout.write(`${process.memoryUsage().heapUsed - before}\n`);

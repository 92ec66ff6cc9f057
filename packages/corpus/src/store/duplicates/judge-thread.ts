// A thread that compares pairs: a brief in, what it found out, until it is stopped.
import { parentPort } from "node:worker_threads";
import { readFor } from "./judge.ts";
import { type Brief, judged } from "./judges.ts";

parentPort!.on("message", ({ texts, pairs, rule }: Brief) => {
  const read = texts.map(({ number, kind, text, held }) => ({ number, kind, ...readFor(text, held) }));
  const pleaded = pairs.map(([a, b]) => [read[a]!, read[b]!] as const);
  parentPort!.postMessage(judged(pleaded, rule));
});

// A worker that answers what it is told to: an echo, never, its own end, a throw, or more memory than there is.
import { parentPort, threadId } from "node:worker_threads";
import type { Order } from "../../packages/cli/src/batch/hand.ts";

const acts: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  throw: () => {
    throw new Error("a bad page");
  },
  later: () => {
    setImmediate(() => {
      throw new Error("a late fault");
    });
  },
  hoard: () => {
    const all: number[][] = [];
    for (;;) all.push(new Array(1_000_000).fill(all.length + 0.5));
  },
};

parentPort!.on("message", ({ text }: Order) => {
  const act = acts[text];
  if (act) act();
  else parentPort!.postMessage({ text, threadId });
});
parentPort!.postMessage("ready");

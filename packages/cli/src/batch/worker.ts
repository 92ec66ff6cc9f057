// A worker thread of a batch: lines in, records out, one at a time.
import { parentPort, workerData } from "node:worker_threads";
import type { AuthorMode } from "@belowline/schema";
import type { Order } from "./hand.ts";
import { recordOfLine } from "./record.ts";

const { authors } = workerData as { authors: AuthorMode };
parentPort!.on("message", ({ text, line }: Order) => parentPort!.postMessage(recordOfLine(text, line, authors)));
parentPort!.postMessage("ready");

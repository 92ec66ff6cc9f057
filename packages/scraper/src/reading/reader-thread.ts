// A thread that reads heavy pages: one order in, one reading out, until it is stopped. Whoever just loads it has no port, and gets nothing.
import { parentPort } from "node:worker_threads";
import { platforms } from "../platforms/index.gen.ts";
import { carryOut, type Order } from "./read.ts";

parentPort?.on("message", (order: Order) => parentPort?.postMessage(carryOut(order, platforms)));
parentPort?.postMessage("ready");

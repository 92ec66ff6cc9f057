// Reads one heavy page with whatever threads this process may start, and prints what kind of page it is.
import { reader } from "../../packages/scraper/src/crawl/reread.ts";
import { captureOf } from "./replay.ts";

const body = `<html><head><title>Quay wall raised</title></head><body><h1>Quay wall raised</h1>${"<p>The harbour council decided on Monday to raise the quay wall by two metres, after three winters of floods had damaged the old warehouses.</p>".repeat(4)}${"<p>x</p>".repeat(25_000)}</body></html>`;
const { kind } = await reader().page(captureOf({ url: "https://news.example/quay", body }), "article");
console.log(kind);

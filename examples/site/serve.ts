// Runs the bundled site as a process of its own, for benchmarks and for a look with a browser: serve.ts [port] [articles] [comments].
import { startSite } from "./server.ts";

const [port = 0, articles = 8, comments = 6] = process.argv.slice(2).map(Number);
const site = await startSite({ port, articles, comments });
console.log(site.url);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void site.stop());

// One tool in a process of its own: pages in as lines, answers out as lines, each with its CPU time and the peak of memory so far.
import { createInterface } from "node:readline";
import { textOfHtml } from "./text-of-html.ts";
import type { Returned, Tool } from "./tools/tool.ts";

export interface Answer {
  readonly returned: Returned;
  readonly fault: string | null;
  readonly cpuMs: number;
  readonly peakKb: number;
}

const { tool } = (await import(`./tools/${process.argv[2]}.ts`)) as { tool: Tool };
// Tools that print to the console would print into the answers.
console.log = console.info = console.warn = console.error = console.debug = () => {};
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const page = JSON.parse(line) as { url: string; html: string };
  const html = Buffer.from(page.html, "base64");
  const began = process.cpuUsage();
  let returned: Returned = { body: "" };
  let fault: string | null = null;
  try {
    returned = await tool.read(html, page.url);
  } catch (error) {
    fault = String((error as Error).message ?? error);
  }
  const used = process.cpuUsage(began);
  if (tool.bodyIsHtml) returned = { ...returned, body: textOfHtml(returned.body) };
  const answer: Answer = {
    returned,
    fault,
    cpuMs: (used.user + used.system) / 1000,
    peakKb: process.resourceUsage().maxRSS,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// Starts a comment platform: an adapter to fill in, a fixture folder, and an example that fails until both are true.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const USAGE = "usage: pnpm new:platform ID NAME DOCS   (for example: disqus Disqus https://disqus.com/api/docs/)";

// run.mjs imports this file, so that it is not the main module.
if (process.argv[1] === import.meta.filename) {
  const [id, name, docs, ...rest] = process.argv.slice(2);
  if (!id || !name || !docs || rest.length > 0) fail(USAGE);
  if (!/^[a-z][a-z0-9-]*$/.test(id)) fail(`ID is written in small letters, digits and hyphens, not "${id}"`);
  if (!/^https?:\/\//.test(docs)) fail(`DOCS is the address where the platform documents its interface, not "${docs}"`);
  for (const [path, content] of filesOf(id, name, docs)) {
    const file = new URL(`../${path}`, import.meta.url);
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, content, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      fail(error.code === "EEXIST" ? `${path} is there already; nothing was overwritten` : error.message);
    });
    console.error(`written: ${path}`);
  }
  console.error(`next: docs/adding-a-platform.md; write a page and its answers into test/fixtures/platforms/${id}/first/, fill in the adapter,
  add test/support/platform-server/platforms/${id}.ts, then run
  pnpm gen && pnpm test platforms.test.ts && pnpm conformance ${id} --size 500`);
}

function fail(message: string): never {
  console.error(`new-platform: ${message}`);
  process.exit(1);
}

/** Each file with its content, by path from the root. */
function filesOf(id: string, name: string, docs: string): ReadonlyMap<string, string> {
  const page = "https://news.example/article/";
  return new Map([
    [`packages/scraper/src/platforms/${id}.ts`, adapter({ id, name, docs, page })],
    [
      `test/fixtures/platforms/${id}/first/page.html`,
      `<!DOCTYPE html>\n<title>${name}: the page as served, with invented names and texts</title>\n`,
    ],
    [
      `test/fixtures/platforms/${id}/first/captures.json`,
      `${JSON.stringify({ answers: [{ url: page, json: [] }] }, null, 2)}\n`,
    ],
  ]);
}

function adapter({ id, name, docs, page }: { id: string; name: string; docs: string; page: string }): string {
  const text = JSON.stringify;
  return `// ${name}: where its threads are, what to ask, and what its answers mean.
import { AdapterError } from "@belowline/schema";
import { definePlatform, type Ref } from "../comments/platform.ts";

export interface ThreadRef extends Ref {
  /** What the first question needs. */
  readonly url: string;
}

export default definePlatform<${text(id)}, ThreadRef>({
  id: ${text(id)},
  name: ${text(name)},
  docs: ${text(docs)},
  access: "public-api",
  consent: { default: "off", terms: "One sentence on the platform's terms." },
  // Only what the page states; a guess is worse than nothing.
  locate: () => undefined,
  open: (ref) => ({ url: ref.url, accept: "json" }),
  read(answer) {
    throw new AdapterError("adapter/unexpected-answer", \`${id}: nobody reads \${answer.capture.url} yet\`);
  },
  examples: [
    {
      page: ${text(page)},
      fixture: "first",
      expect: { comments: 1, deepest: 1, announced: 1, complete: true, ways: ["api"], first: { nativeId: "1" } },
    },
  ],
});
`;
}

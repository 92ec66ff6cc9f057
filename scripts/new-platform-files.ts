// The files that a new comment platform starts with: an adapter, its server, a recorded page with its answers.
import type { Page } from "../packages/scraper/src/html/page.ts";
import type { Recorded } from "./har.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly docs: string;
}

/** Each file with its content, by path from the root. */
export function filesOf(
  named: Named,
  page: Page,
  html: string,
  answers: readonly Recorded[],
): ReadonlyMap<string, string> {
  const recording = { recorded: `${new Date().toISOString().slice(0, 10)} from ${page.url}`, answers };
  return new Map([
    [`packages/scraper/src/platforms/${named.id}.ts`, adapter(named, page.url, answers[0]?.url ?? page.url)],
    [`test/fixtures/platforms/${named.id}/first/page.html`, html],
    [`test/fixtures/platforms/${named.id}/first/captures.json`, `${JSON.stringify(recording, null, 2)}\n`],
    [`test/support/platform-server/platforms/${named.id}.ts`, server(named)],
  ]);
}

function adapter({ id, name, docs }: Named, page: string, question: string): string {
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
  checked: { on: "${new Date().toISOString().slice(0, 10)}", what: "On one page, and in which documentation, source or public readers?" },
  // Only what the page states; a guess is worse than nothing.
  locate: (page) => (page.url === ${text(page)} ? { key: page.url, url: ${text(question)} } : undefined),
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

function server({ id, name }: Named): string {
  const variable = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return `// ${name}'s interface over the generated thread.
import ${variable} from "../../../../packages/scraper/src/platforms/${id}.ts";
import { articlePage, definePlatformServer, type Expected } from "../server.ts";
import { isoOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: ${variable},
  page: (world) => articlePage(world, { body: "<!-- what marks the platform, with world.key and world.host -->" }),
  // One question of the interface: comments from world.comments(), pieces from world.slice(list, start, size), the number from world.announced().
  answer: () => undefined,
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
  }),
});
`;
}

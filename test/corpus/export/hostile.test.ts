// Whatever people write, and whatever parents they claim: every folder stays one that its tool can read.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Corpus, exportFolder } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, engines, type Story } from "../../support/corpus.ts";
import { loadConvokit } from "../../support/export/convokit.ts";
import { eachTei } from "../../support/export/tei.ts";
import { readVertical } from "../../support/export/vertical.ts";
import { HOSTILE_TEXTS } from "../../support/hostile-texts.ts";

const TEXTS = [
  ...HOSTILE_TEXTS,
  ...["line\u2028sep\u2029para", "<p>", "</text>", '<text id="x">', "]]> <!-- -->", "# comment", "a\u00a0b", "＝1+1"],
  "word ".repeat(20_000),
];
const talk: Story = {
  path: "/talk",
  headline: TEXTS.join(" ").slice(0, 900),
  text: TEXTS.slice(0, 50).join("\n"),
  comments: TEXTS.map((text, i) => ({
    id: `n${i}`,
    parent: i % 5 === 0 ? null : i % 7 === 0 ? "lost" : `n${i - 1}`,
    name: text.slice(0, 60) || "nobody",
    text,
    createdAt: ["1955-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z", null][i % 9] ?? (i % 9 === 2 ? null : at(2)),
  })),
};
const pages: readonly Story[] = TEXTS.slice(0, 24).map((text, i) => ({
  path: `/page-${i}`,
  headline: text || "none",
  text: `Words ${text}`,
  article: {
    byline: [text, "Ed, It or"],
    tags: [text],
    section: text,
    standfirst: text,
    blocks: [
      {
        kind: "embed",
        provider: text || "x",
        url: `https://x.example/${encodeURIComponent(text.toWellFormed())} `,
        text,
      },
      { kind: "quote", text, cite: text },
      { kind: "table", rows: [[text]] },
    ],
  },
}));
const circle: Story = {
  path: "/circle",
  comments: ["self", "a", "b"].map((id) => ({ id, name: id, text: `${id} speaks` })),
};

let corpus: Corpus;
let home: string;
beforeAll(async () => {
  corpus = await engines[0]!.open();
  home = mkdtempSync(join(tmpdir(), "belowline-hostile-"));
  await crawlStories(corpus.sink(), [talk, ...pages, circle]);
  const said = await corpus.db.selectFrom("comment").select(["id", "nativeId"]).execute();
  const idOf = (native: string) => said.find(({ nativeId }) => nativeId === native)!.id;
  for (const [of, parent] of [
    ["self", "self"],
    ["a", "b"],
    ["b", "a"],
  ] as const)
    await corpus.db
      .updateTable("comment")
      .set({ parentId: idOf(parent) })
      .where("id", "=", idOf(of))
      .execute();
});
afterAll(async () => {
  await corpus.close();
  rmSync(home, { recursive: true, force: true });
});

it("ConvoKit: every utterance leads to its article, in no circle", async () => {
  const { comments } = await exportFolder(corpus, "convokit", join(home, "convokit"));
  expect(comments).toBe(TEXTS.length + 3);
  const { utterances } = loadConvokit(join(home, "convokit"));
  for (const one of utterances.values()) {
    const passed = new Set<string>();
    let here = one;
    while (here["reply-to"] !== null) {
      expect(passed.has(here.id), `a circle through ${here.id}`).toBe(false);
      passed.add(here.id);
      here = utterances.get(here["reply-to"]) ?? expect.fail(`nobody is ${here["reply-to"]}`);
    }
    expect(here.id).toBe(one.conversation_id);
  }
});

it("vertical: as many tokens as are counted, and no line that is neither token nor structure", async () => {
  await exportFolder(corpus, "vertical", join(home, "vertical"));
  const { texts } = readVertical(join(home, "vertical"));
  for (const [kind, of] of [
    ["comment", corpus.comments()],
    ["article", corpus.articles()],
  ] as const) {
    const tokens = texts.filter((text) => text.kind === kind).reduce((sum, text) => sum + text.tokens.length, 0);
    expect(tokens).toBe((await of.freq()).counted.tokens);
  }
});

it("TEI: valid, each id a name of its own, each reference to one of them", async () => {
  await exportFolder(corpus, "tei", join(home, "tei"));
  const documents = eachTei(join(home, "tei"), (document) => {
    const texts = (path: string): string[] => document.find(path).map((node) => node.content);
    const ids = texts("//@*[local-name() = 'id']");
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/);
    for (const to of texts("//@who | //@replyTo | //@corresp")) expect(ids).toContain(to.slice(1));
  });
  expect(documents).toBe(pages.length + 3);
});

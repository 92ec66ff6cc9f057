// Exports that are folders, each opened again in the way of the tool it is for.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XmlDocument } from "libxml2-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, exportFolder, tokenise } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, engines } from "../../support/corpus.ts";
import { loadConvokit } from "../../support/export/convokit.ts";
import { storyCorpus } from "../../support/export/stories.ts";
import { eachTei } from "../../support/export/tei.ts";
import { readVertical } from "../../support/export/vertical.ts";

describe.each(engines)("a folder ($name)", ({ open }) => {
  let corpus: Corpus;
  let home: string;
  beforeAll(async () => {
    corpus = await storyCorpus(open);
    home = mkdtempSync(join(tmpdir(), "belowline-folders-"));
  });
  afterAll(async () => {
    await corpus.close();
    rmSync(home, { recursive: true, force: true });
  });

  it("for ConvoKit loads as its loader loads: one root a conversation, every reply to somebody who is there", async () => {
    const report = await exportFolder(corpus, "convokit", join(home, "convokit"));
    expect(report).toEqual({ articles: 2, comments: 5 });
    const { utterances, speakers, conversations } = loadConvokit(join(home, "convokit"));
    expect(utterances.size).toBe(7);
    for (const one of utterances.values()) {
      const root = one.conversation_id;
      expect(one["reply-to"] === null).toBe(one.id === root);
      if (one["reply-to"] !== null) expect(utterances.get(one["reply-to"])?.conversation_id).toBe(root);
      expect(speakers.has(one.speaker)).toBe(true);
      expect(conversations.has(root)).toBe(true);
    }
    const own = await corpus.comments();
    const first = own.find(({ nativeId }) => nativeId === "1")!;
    const second = own.find(({ nativeId }) => nativeId === "2")!;
    expect(utterances.get(first.id)).toMatchObject({
      text: first.text,
      speaker: first.author,
      "reply-to": articleIdOf("/a"),
      timestamp: Date.parse(first.createdAt!) / 1000,
      meta: { votes: 2, depth: 1, timestampFrom: "stated" },
    });
    const undated = own.find(({ nativeId }) => nativeId === "5")!;
    expect(utterances.get(undated.id)).toMatchObject({
      timestamp: Math.floor(Date.parse(undated.firstSeenAt) / 1000),
      meta: { timestampFrom: "seen" },
    });
    expect(utterances.get(second.id)?.["reply-to"]).toBe(first.id);
    const orphan = own.find(({ nativeId }) => nativeId === "4")!;
    expect(utterances.get(orphan.id)).toMatchObject({ "reply-to": articleIdOf("/a") });
    expect(conversations.get(articleIdOf("/a"))).toMatchObject({ announced: 6, collected: 5, complete: false });
    expect(speakers.get(first.author!)).toEqual({ kind: "commenter", utterances: 2 });
  });

  it("for ConvoKit without text has not a word in it", async () => {
    const { articles } = await exportFolder(corpus, "convokit", join(home, "safe"), { quoteSafe: "no-text" });
    expect(articles).toBe(2);
    for (const name of readdirSync(join(home, "safe")))
      expect(readFileSync(join(home, "safe", name), "utf8")).not.toMatch(/ferry did|Again|No word|wave/);
  });

  it("as a vertical has one token a line, the same as our counts, within structures that CWB takes", async () => {
    await exportFolder(corpus, "vertical", join(home, "vertical"));
    const { texts, stories } = readVertical(join(home, "vertical"));
    expect(stories.map(({ id }) => id)).toEqual([articleIdOf("/a"), articleIdOf("/b")]);
    expect(stories[0]!.headline).toBe(`Wall & "wave" <2>`);
    const own = await corpus.comments();
    for (const comment of own) {
      const text = texts.find(({ id }) => id === comment.id)!;
      expect(text.tokens.map(({ lc }) => lc)).toEqual(tokenise(comment.text, "en").forms);
      expect(text).toMatchObject({ kind: "comment", story: comment.articleId, depth: String(comment.depth) });
    }
    const article = texts.find(({ id }) => id === articleIdOf("/a"))!;
    expect(article.tokens.map(({ word }) => word)).toEqual(
      expect.arrayContaining(["It's", "https://harbour.example/a?x=1&y=2", "🌊"]),
    );
    expect(article).toMatchObject({ year: "2026", month: "2026-03", language: "en", parent: "__UNDEF__" });
    for (const kind of ["article", "comment"] as const) {
      const counts = new Map<string, number>();
      for (const text of texts.filter((one) => one.kind === kind))
        for (const { lc } of text.tokens) counts.set(lc, (counts.get(lc) ?? 0) + 1);
      const { rows } = await (kind === "article" ? corpus.articles() : corpus.comments()).freq();
      expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(rows.map(({ form, tokens }) => [form, tokens])));
    }
  });

  it("of TEI is valid, keeps who answers whom, and keeps every word", async () => {
    await exportFolder(corpus, "tei", join(home, "tei"));
    expect(eachTei(join(home, "tei"))).toBe(3);
    const story = XmlDocument.fromString(
      readFileSync(join(home, "tei", "harbour.example", `${articleIdOf("/a")}.xml`), "utf8"),
    );
    const names = { t: "http://www.tei-c.org/ns/1.0" };
    const texts = (path: string): string[] => story.find(path, names).map((node) => node.content);
    const own = (await corpus.comments()).toSorted((a, b) => a.position - b.position);
    // XML has no place for a control character; all else is as it was said.
    const said = own.flatMap(({ text }) => text.replace("\u0001", "").split("\n")).filter((line) => line !== "");
    expect(texts("//t:post[@type='comment']/t:p")).toEqual(said);
    const idOf = (native: string): string => own.find(({ nativeId }) => nativeId === native)!.id;
    expect(texts("//t:post/@replyTo")).toEqual([`#c_${idOf("1")}`]);
    expect(texts("//t:post/@corresp")).toEqual([`#c_${idOf("2")}`]);
    expect(texts("//t:person")).toHaveLength(3);
    story.dispose();
  });

  it.each(["convokit", "vertical", "tei"] as const)(
    "for %s says what it is of, and what was chosen",
    async (format) => {
      const folder = join(home, `told-${format}`);
      await exportFolder(corpus, format, folder, {
        asOf: "2027-01-01",
        duplicates: "representatives",
        mentions: "pseudonym",
        where: { publisher: "harbour.example" },
      });
      const readme = readFileSync(join(folder, "README.txt"), "utf8");
      for (const words of [
        `the corpus ${corpus.id}`,
        "As it stood at 2027-01-01.",
        'Articles where {"publisher":"harbour.example"}; their comments came whole.',
        "Of copies only the first of each cluster is here.",
        "Commenters go by pseudonyms.",
        "Names inside comments are pseudonyms",
        "2 articles, 5 comments, exported by Belowline",
      ])
        expect(readme).toContain(words);
      const [sentences] = readme.split("\n");
      if (format === "convokit")
        expect(JSON.parse(readFileSync(join(folder, "corpus.json"), "utf8")).about).toBe(sentences);
      if (format === "tei")
        expect(readFileSync(join(folder, "corpus.xml"), "utf8")).toContain("Commenters go by pseudonyms.");
    },
  );

  it("of a snapshot names it with its checksum", async () => {
    const { checksum } = await corpus.freeze("paper");
    await exportFolder(corpus, "convokit", join(home, "paper"), { snapshot: "paper" });
    for (const name of ["README.txt", "corpus.json"])
      expect(readFileSync(join(home, "paper", name), "utf8")).toContain(`snapshot paper, SHA-256 ${checksum}`);
  });

  it("is never written over, and a failure leaves nothing", async () => {
    const full = join(home, "full");
    mkdirSync(full);
    writeFileSync(join(full, "thesis.txt"), "mine");
    await expect(exportFolder(corpus, "tei", full)).rejects.toThrow(/holds files; name another/);
    expect(readdirSync(full)).toEqual(["thesis.txt"]);
    const broken = exportFolder(corpus, "vertical", join(home, "broken"), {
      onProgress: () => {
        throw new Error("enough");
      },
    });
    await expect(broken).rejects.toThrow("enough");
    expect(readdirSync(home).filter((name) => name.startsWith("broken"))).toEqual([]);
    mkdirSync(join(home, "empty"));
    await exportFolder(corpus, "tei", join(home, "empty"), { where: { publisher: "nobody.example" } });
    expect(existsSync(join(home, "empty", "corpus.xml"))).toBe(true);
  });

  it("refuses what it cannot leave out", async () => {
    await expect(exportFolder(corpus, "tei", join(home, "x"), { quoteSafe: "no-text" })).rejects.toThrow(
      /made of texts/,
    );
    await expect(exportFolder(corpus, "gexf" as "tei", join(home, "x"))).rejects.toThrow(/convokit, vertical, tei/);
    expect(existsSync(join(home, "x"))).toBe(false);
  });
});

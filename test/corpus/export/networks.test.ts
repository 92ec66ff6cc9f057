// Reply networks, opened again by an XML parser and held against the schemas of their formats.
import { readFileSync } from "node:fs";
import { RelaxNGValidator, XmlDocument } from "libxml2-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, type ReplyNetwork, toGexf, toGraphml } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";
import { storyCorpus } from "../../support/export/stories.ts";

const FORMATS = [
  ["gexf", toGexf, "http://gexf.net/1.3", "//n:node/@id"],
  ["graphml", toGraphml, "http://graphml.graphdrawing.org/xmlns", "//n:node/n:data[@key='name']"],
] as const;

const EVIL = `"/><script>&\u0000]]>`;
const hostile: ReplyNetwork = {
  nodes: [
    { id: `a ${EVIL}`, publisher: "a", author: EVIL, comments: 2 },
    { id: "a \uD800é 😀", publisher: "a", author: "\uD800é 😀", comments: 1 },
  ],
  edges: [{ from: "a \uD800é 😀", to: `a ${EVIL}`, replies: 1, firstAt: null, lastAt: null }],
  selfReplies: 0,
  unattributed: 0,
} as unknown as ReplyNetwork;

describe.each(FORMATS)("a reply network as %s", (format, write, namespace, ids) => {
  let corpus: Corpus;
  let network: ReplyNetwork;
  let grammar: XmlDocument;
  let validator: RelaxNGValidator;
  beforeAll(async () => {
    corpus = await storyCorpus(() => engines[0]!.open());
    network = await corpus.threads().replyNetwork();
    grammar = XmlDocument.fromString(
      readFileSync(new URL(`../../support/export/${format}-subset.rng`, import.meta.url), "utf8"),
    );
    validator = RelaxNGValidator.fromDoc(grammar);
  });
  afterAll(async () => {
    validator.dispose();
    grammar.dispose();
    await corpus.close();
  });

  const opened = (of: ReplyNetwork) => {
    const document = XmlDocument.fromString(write(of));
    try {
      validator.validate(document);
      const texts = (path: string): string[] => document.find(path, { n: namespace }).map((node) => node.content);
      const [named, keyed] = [texts(ids), texts("//n:node/@id")];
      expect(new Set(keyed).size).toBe(keyed.length);
      const nameOf = (id: string): string => named[keyed.indexOf(id)] ?? expect.fail(`nobody is ${id}`);
      const told = texts("//n:desc | //n:description").join("");
      return {
        nodes: named,
        from: texts("//n:edge/@source").map(nameOf),
        to: texts("//n:edge/@target").map(nameOf),
        told,
      };
    } finally {
      document.dispose();
    }
  };

  it("is valid, and has every node once and every edge between two of them", () => {
    const { nodes, from, to } = opened(network);
    expect(network.edges.length).toBeGreaterThan(0);
    expect(nodes).toEqual(network.nodes.map(({ id }) => id));
    expect([from, to]).toEqual([network.edges.map((edge) => edge.from), network.edges.map((edge) => edge.to)]);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it("is valid without anybody, and whatever people call themselves", () => {
    expect(opened({ ...network, nodes: [], edges: [] }).nodes).toEqual([]);
    const { nodes, from, to } = opened(hostile);
    expect(nodes).toHaveLength(2);
    expect(nodes).toContain(from[0]);
    expect(nodes).toContain(to[0]);
  });

  it("tells what it is of, and what is in no edge", async () => {
    const some = await corpus.threads().sample(1, { seed: 2026 }).replyNetwork();
    expect(opened(some).told).toMatch(/^Who answers whom in 1 threads, 1 of them with comments missing\. /);
    expect(opened(some).told).toMatch(/A random sample of 1 of 1 with seed 2026\. No edges: 0 answers to oneself/);
    expect(opened(hostile).told).toBe("No edges: 0 answers to oneself, 0 by or to somebody unknown.");
  });

  it("is refused by the schema where it is wrong", () => {
    const document = XmlDocument.fromString(
      write(network)
        .replace(/<node /, "<knot ")
        .replace(/<\/node>/, "</knot>"),
    );
    expect(() => validator.validate(document)).toThrow();
    document.dispose();
  });
});

// A reply network as text: GEXF for Gephi, GraphML for igraph and networkx, an edge list for everything else.
import { csvRows } from "../export/csv.ts";
import { escaped as xml } from "../export/xml.ts";
import type { NetworkEdge, NetworkNode, ReplyNetwork } from "./network.ts";

/** What a file can tell of itself beside its nodes: `replyNetwork()` knows it. */
interface Told extends ReplyNetwork {
  readonly about?: {
    readonly records: string;
    readonly where: readonly object[];
    readonly snapshot: string | null;
    readonly threads: number;
    readonly incomplete: number;
    readonly inferred: boolean;
    readonly note: string | null;
  };
}

const NODE_FIELDS = [
  ["publisher", "string"],
  ["author", "string"],
  ["comments", "integer"],
] as const satisfies readonly (readonly [keyof NetworkNode, string])[];
const EDGE_FIELDS = [
  ["replies", "integer"],
  ["firstAt", "string"],
  ["lastAt", "string"],
] as const satisfies readonly (readonly [keyof NetworkEdge, string])[];

/** The values that are there, in the way of a format. */
const values = (
  row: object,
  fields: readonly (readonly [string, string])[],
  written: (name: string, value: string) => string,
): string =>
  fields
    .map(([name]) => [name, (row as Record<string, unknown>)[name]] as const)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => written(name, xml(String(value))))
    .join("");

/** In words, since a file goes where nobody can ask. */
function described({ selfReplies, unattributed, about }: Told): string {
  const filters = about?.where.filter((one) => Object.keys(one).length > 0) ?? [];
  const of = about && [
    `Who answers whom in ${about.threads} ${about.records}, ${about.incomplete} of them with comments missing.`,
    about.inferred ? "Parents guessed from texts are taken too." : "",
    about.snapshot === null ? "" : `Of the snapshot ${about.snapshot}.`,
    filters.length === 0 ? "" : `Threads where ${JSON.stringify(filters)}.`,
    about.note ?? "",
  ];
  const left = `No edges: ${selfReplies} answers to oneself, ${unattributed} by or to somebody unknown.`;
  return xml([...(of ?? []), left].filter((words) => words !== "").join(" "));
}

/**
 * GEXF 1.3, as Gephi opens it: directed, weighted by replies.
 *
 * @see https://gexf.net/schema.html
 * @example
 * const gexf = toGexf(await corpus.threads().replyNetwork());
 */
export function toGexf(network: Told): string {
  const { nodes, edges } = network;
  const declared = (of: "node" | "edge", fields: readonly (readonly [string, string])[]): string[] => [
    `    <attributes class="${of}">`,
    ...fields.map(([title, type]) => `      <attribute id="${title}" title="${title}" type="${type}"/>`),
    "    </attributes>",
  ];
  const written = (name: string, value: string): string => `<attvalue for="${name}" value="${value}"/>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    `  <meta><creator>Belowline</creator><description>${described(network)}</description></meta>`,
    '  <graph defaultedgetype="directed" mode="static">',
    ...declared("node", NODE_FIELDS),
    ...declared("edge", EDGE_FIELDS),
    "    <nodes>",
    ...nodes.map(
      (node) =>
        `      <node id="${xml(node.id)}" label="${xml(node.author)}"><attvalues>${values(node, NODE_FIELDS, written)}</attvalues></node>`,
    ),
    "    </nodes>",
    "    <edges>",
    ...edges.map(
      (edge, i) =>
        `      <edge id="${i}" source="${xml(edge.from)}" target="${xml(edge.to)}" weight="${edge.replies}"><attvalues>${values(edge, EDGE_FIELDS, written)}</attvalues></edge>`,
    ),
    "    </edges>",
    "  </graph>",
    "</gexf>",
    "",
  ].join("\n");
}

/**
 * GraphML, as igraph, networkx and Gephi read it: directed. Ids are numbered, since GraphML wants them without blanks; `name` is the node's id.
 *
 * @see http://graphml.graphdrawing.org/specification.html
 * @example
 * const graphml = toGraphml(await corpus.threads().replyNetwork());
 */
export function toGraphml(network: Told): string {
  const { nodes, edges } = network;
  const numbers = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const typeOf = (type: string): string => (type === "integer" ? "int" : type);
  const keys = (of: "node" | "edge", fields: readonly (readonly [string, string])[]): string[] =>
    fields.map(([name, type]) => `  <key id="${name}" for="${of}" attr.name="${name}" attr.type="${typeOf(type)}"/>`);
  const written = (name: string, value: string): string => `<data key="${name}">${value}</data>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    `  <desc>${described(network)}</desc>`,
    ...keys("node", [["name", "string"], ...NODE_FIELDS]),
    ...keys("edge", EDGE_FIELDS),
    '  <graph edgedefault="directed">',
    ...nodes.map(
      (node) =>
        `    <node id="${numbers.get(node.id)}">${written("name", xml(node.id))}${values(node, NODE_FIELDS, written)}</node>`,
    ),
    ...edges.map(
      (edge) =>
        `    <edge source="${numbers.get(edge.from)}" target="${numbers.get(edge.to)}">${values(edge, EDGE_FIELDS, written)}</edge>`,
    ),
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

/**
 * CSV with a header: from, to, replies, firstAt, lastAt. Those who are alone are not in it.
 *
 * @example
 * const csv = toEdgeList(await corpus.threads().replyNetwork());
 */
export const toEdgeList = ({ edges }: ReplyNetwork): string =>
  edges.length === 0 ? "from,to,replies,firstAt,lastAt\r\n" : csvRows(edges.map((edge) => ({ ...edge })));

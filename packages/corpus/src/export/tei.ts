// TEI P5: one document a story; comments are posts, as the chapter on computer-mediated communication has them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ArticleRecord, Block, CommentRecord } from "@belowline/schema";
import type { ThreadTree } from "../query/tree.ts";
import type { FolderWork } from "./convokit.ts";
import { answersOf, type Story } from "./stories.ts";
import { attributes, element, escaped } from "./xml.ts";

const NAMESPACE = "http://www.tei-c.org/ns/1.0";

/** `<publisher>/<id>.xml` for each story, and `corpus.xml`, a teiCorpus that includes them all. */
export async function writeTei({ stories, folder, file, corpus }: FolderWork): Promise<void> {
  const whole = file("corpus.xml");
  await whole.write(corpusHead(corpus));
  const made = new Set<string>();
  for await (const story of stories) {
    const place = story.article.publisher.replace(/[^a-zA-Z0-9.-]/g, "_").replace(/^\.+/, "_");
    if (!made.has(place)) await mkdir(join(folder, place), { recursive: true });
    made.add(place);
    const name = `${place}/${story.article.id}.xml`;
    await writeFile(join(folder, name), document(story, corpus.exportedAt));
    await whole.write(`<xi:include${attributes({ href: name })}/>\n`);
  }
  await whole.write("</teiCorpus>\n");
  await whole.end();
}

const corpusHead = ({ id, words, exportedAt }: FolderWork["corpus"]): string => `<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="${NAMESPACE}" xmlns:xi="http://www.w3.org/2001/XInclude">
<teiHeader><fileDesc><titleStmt>${element("title", `Belowline corpus ${id}`)}</titleStmt>
<publicationStmt><p>Exported ${element("date", exportedAt.slice(0, 10), { when: exportedAt })}; not for publication as it stands.</p></publicationStmt>
<sourceDesc>${element("p", words)}</sourceDesc></fileDesc></teiHeader>
`;

function document({ article, threads }: Story, exportedAt: string): string {
  const authors = new Map<string, string>();
  for (const { comments } of threads)
    for (const { author } of comments)
      if (author !== null && !authors.has(author)) authors.set(author, `p${authors.size + 1}`);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<TEI xmlns="${NAMESPACE}"${attributes({ "xml:id": `a_${article.id}`, "xml:lang": article.language })}>`,
    `<teiHeader>`,
    `<fileDesc>`,
    `<titleStmt>${element("title", article.headline)}${people("author", article.byline)}</titleStmt>`,
    `<publicationStmt>${element("publisher", article.publisher)}${dateOf(article.publishedAt)}${element("idno", article.url, { type: "URL" })}</publicationStmt>`,
    `<sourceDesc><bibl>${element("title", article.headline)} ${element("publisher", article.publisher)} <ref${attributes({ target: article.url })}/></bibl></sourceDesc>`,
    `</fileDesc>`,
    `<encodingDesc><projectDesc><p>Collected and exported with Belowline, ${element("date", exportedAt.slice(0, 10), { when: exportedAt })}.</p></projectDesc></encodingDesc>`,
    profile(article, authors),
    `</teiHeader>`,
    `<text><body>`,
    articleDivision(article),
    ...threads.filter(({ comments }) => comments.length > 0).map((tree) => commentDivision(tree, authors)),
    `</body></text>`,
    `</TEI>`,
    "",
  ].join("\n");
}

function profile({ language, section, tags }: ArticleRecord, authors: ReadonlyMap<string, string>): string {
  const terms = [
    ...(section === null ? [] : [element("term", section, { type: "section" })]),
    ...tags.map((tag) => element("term", tag)),
  ];
  const parts = [
    language === null ? "" : `<langUsage><language${attributes({ ident: language })}/></langUsage>`,
    authors.size === 0 ? "" : `<particDesc><listPerson>${[...authors].map(person).join("")}</listPerson></particDesc>`,
    terms.length === 0 ? "" : `<textClass><keywords>${terms.join("")}</keywords></textClass>`,
  ];
  return parts.every((part) => part === "") ? "" : `<profileDesc>${parts.join("")}</profileDesc>`;
}

const person = ([author, id]: readonly [string, string]): string =>
  `<person${attributes({ "xml:id": id })}>${element("persName", author)}</person>`;

const people = (name: string, all: readonly string[]): string => all.map((one) => element(name, one)).join("");

const dateOf = (moment: string | null): string =>
  moment === null ? "" : element("date", moment.slice(0, 10), { when: moment });

function articleDivision({ headline, standfirst, blocks }: ArticleRecord): string {
  const first = blocks[0];
  const printed = first?.kind === "paragraph" && first.text === standfirst;
  const lead = standfirst === null || printed ? [] : [element("head", standfirst, { type: "standfirst" })];
  return [`<div type="article">`, element("head", headline), ...lead, ...blocks.map(blockOf), `</div>`]
    .filter((line) => line !== "")
    .join("\n");
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return element("p", block.text);
    case "heading":
      return element("ab", block.text, { type: "heading", n: block.level });
    case "code":
      return element("ab", block.text, { type: "code" });
    case "quote":
      return `<cit>${element("quote", block.text)}${block.cite ? element("bibl", block.cite) : ""}</cit>`;
    case "list": {
      const items = block.items.map((item) => element("item", item)).join("");
      return items === ""
        ? ""
        : `<list${attributes({ rend: block.ordered ? "numbered" : "bulleted" })}>${items}</list>`;
    }
    case "table": {
      const rows = block.rows.filter((row) => row.length > 0).map((row) => `<row>${people("cell", row)}</row>`);
      return rows.length === 0 ? "" : `<table>${rows.join("")}</table>`;
    }
    case "image": {
      const { url, alt, caption } = block.image;
      const words = caption ?? alt;
      return `<figure><graphic${attributes({ url: address(url) })}/>${words ? element("figDesc", words) : ""}</figure>`;
    }
    case "embed":
      return `<p><ref${attributes({ type: block.provider.replace(/[^\p{L}\p{N}._-]+/gu, "-"), target: block.url && address(block.url) })}>${escaped(block.text ?? "")}</ref></p>`;
  }
}

/** An xs:anyURI without blanks, as teidata.pointer wants. */
const address = (url: string): string => url.replace(/\s/g, "%20");

const commentDivision = (tree: ThreadTree, authors: ReadonlyMap<string, string>): string =>
  [
    `<div type="comments"${attributes({ subtype: tree.thread.platform })}>`,
    ...answersOf(tree).map(({ comment, parent }) => post(comment, parent, authors)),
    `</div>`,
  ].join("\n");

/** TEI keeps `replyTo` for what software recorded; a parent that was only guessed goes into `corresp`. */
function post(comment: CommentRecord, parent: CommentRecord | null, authors: ReadonlyMap<string, string>): string {
  const recorded = comment.parentFrom === "id" || comment.parentFrom === "dom";
  const who = comment.author === null ? null : `#${authors.get(comment.author)}`;
  const answered = parent && `#c_${parent.id}`;
  const given = attributes({
    "xml:id": `c_${comment.id}`,
    type: "comment",
    modality: "written",
    generatedBy: "human",
    who,
    when: comment.createdAt,
    replyTo: recorded ? answered : null,
    corresp: recorded ? null : answered,
    indentLevel: comment.depth,
    status: comment.state,
    source: comment.permalink && address(comment.permalink),
  });
  const paragraphs = comment.text.split("\n").filter((line) => line !== "");
  return `<post${given}>${people("p", paragraphs)}</post>`;
}

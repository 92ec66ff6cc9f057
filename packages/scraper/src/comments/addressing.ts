// How a comment addresses another by its words: a name at its beginning, a number or link of the other, or whom it says it quotes.
import type { StatedComment } from "@belowline/schema";
import { type AnyNode, isTag, isText } from "domhandler";
import { nodesOf } from "./content.ts";
import { bare, fold } from "./quotations.ts";

/** A name is looked for in so many characters. */
export const LONGEST_NAME = 60;

/** The beginning of a text in which a name may stand. */
export interface Call {
  /** Folded, from where the name would begin. */
  readonly text: string;
  /** What must follow the name, so that a word is not taken for one; null behind an `@`. */
  readonly before: RegExp | null;
}

export interface Addressing {
  readonly call: Call | undefined;
  /** Native ids that the comment gives for what it answers. */
  readonly ids: readonly string[];
  /** What it quotes of the one whom it names, in bare words; shorter than a quotation must be that stands alone. */
  readonly words: string | undefined;
}

/** "Antwort an Ada:", "Zitat von Ada", "Originally posted by Ada". */
const LEADS = [
  ...["re:", "re :", "antwort an ", "reply to ", "in reply to ", "zitat von ", "zitat:", "quote from:", "quote from "],
  ...[
    "originally posted by ",
    "citation de ",
    "en réponse à ",
    "cita de ",
    "respuesta a ",
    "risposta a ",
    "citazione di ",
  ],
  ...["an ", "to "],
];
/** Behind a lead a name ends with its line, or with a sign. */
const AFTER_LEAD = /^\s?(?:[:,;!\n]|$|(?:schrieb|wrote|said|a écrit|escribió|ha scritto)\b)/i;
/** A text may begin with a name by chance: then a colon, or a verb of saying with a colon, tells that it is addressed or quoted. */
const AFTER_NAME = /^\s?(?::|(?:schrieb|wrote|said|says|sagt|meint|a écrit|escribió|ha scritto)\b[^:\n]{0,40}:)/i;
const BBCODE =
  /^\[quote=["']?([^\]\n"';]{2,60})(?:[;,][^\]\n]{0,60}?(\d{1,20})[^\]\n]{0,40})?["']?\]([^[]{1,1000})\[\/quote\]/i;
/** What may stand before a link that is an address. */
const ALONE = new Set(["re", "an", "to"]);
/** What an attributed quotation must hold at least. */
const FEWEST_CHARACTERS = 8;

export function addressingOf(comment: StatedComment): Addressing {
  const text = comment.text.trimStart();
  const begin = text.slice(0, LONGEST_NAME + 60);
  const coded = /^\[quote=/i.test(begin) ? BBCODE.exec(text.slice(0, 1200)) : null;
  const ids = [...idsIn(comment, begin), ...(coded?.[2] === undefined ? [] : [coded[2]])];
  if (coded) return { call: { text: fold(coded[1]!.split(",")[0]!), before: /^$/ }, ids, words: enough(coded[3]!) };
  const call = callIn(begin);
  return { call, ids, words: call?.before == null ? undefined : wordsBehind(text) };
}

function callIn(begin: string): Call | undefined {
  if (begin.startsWith("@")) return { text: fold(begin.slice(1, LONGEST_NAME)), before: null };
  const low = begin.toLowerCase();
  const lead = LEADS.find((one) => low.startsWith(one));
  // A fold takes the line's end away, which ends a name too.
  const marked = (text: string): string => fold(text.slice(0, LONGEST_NAME + 20).replace(/\n[\s\S]*$/, " : "));
  if (lead !== undefined) return { text: marked(begin.slice(lead.length).trimStart()), before: AFTER_LEAD };
  return /^[^\n:]{2,60}:/.test(begin) ? { text: marked(begin), before: AFTER_NAME } : undefined;
}

/** What stands behind the naming line, up to the end of its paragraph. */
function wordsBehind(text: string): string | undefined {
  const [first = "", second = ""] = text.slice(0, 1200).split("\n");
  const colon = first.indexOf(":");
  const same = colon < 0 ? "" : first.slice(colon + 1);
  return enough(same.trim() === "" ? second : same);
}

function enough(words: string): string | undefined {
  const told = bare(words);
  return told.length >= FEWEST_CHARACTERS && told.includes(" ") ? told : undefined;
}

/** `>>501` and `#501` at the beginning, a link to a comment there, a quotation that says which post it is from. */
function idsIn({ html }: StatedComment, begin: string): readonly string[] {
  const numbered = /^(?:>>|&gt;&gt;|#)\s?(\d{1,20})(?!\d)/.exec(begin)?.[1];
  const found = numbered === undefined ? [] : [numbered];
  if (!/<(?:a|blockquote)\b/i.test(html.slice(0, 500))) return found;
  const ahead: AnyNode[] = [...nodesOf(html.slice(0, 3000))].reverse();
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (isText(node)) {
      // Anything said before the link is no address.
      if (/[^\s@>:,#]/.test(node.data) && !ALONE.has(node.data.replace(":", "").trim().toLowerCase())) break;
    } else if (isTag(node)) {
      const { href, cite, "data-source": source } = node.attribs;
      const id =
        node.name === "a"
          ? /[#?&/](?:comment|post|c|p|replytocom|kommentar|t)?[-_=]?(\d{1,20})$/i.exec(href ?? "")?.[1]
          : node.name === "blockquote"
            ? (/^post:\s?(\d{1,20})$/.exec(source ?? "")?.[1] ??
              /#(?:comment|post)?-?(\d{1,20})$/i.exec(cite ?? "")?.[1])
            : undefined;
      if (id !== undefined) return [...found, id];
      if (node.name === "a") break;
      ahead.push(...[...node.children].reverse());
    }
  }
  return found;
}

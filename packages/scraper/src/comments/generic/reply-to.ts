// Whom a record says it answers: by an attribute, by a link ("in reply to #12"), or by the name of the list it lies in.
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { textOf } from "../../html/text.ts";
import type { Group } from "./groups.ts";
import type { Mark, Sketch } from "./sketch.ts";
import { isParent } from "./standards.ts";

const ATTRIBUTES = [
  "data-parent-id",
  "data-parent",
  "data-parent-comment-id",
  "data-parentid",
  "data-parent-posting-id",
  "data-parentpostingid",
  "data-reply-to",
  "data-in-reply-to",
  "data-comment-parent",
];
/** The attribute may stand on the element within the list item. */
const MOST_ATTRIBUTED = 4;
/** A record of more elements than this has its link at its top, or none. */
const MOST_LOOKED = 400;

const WORDS =
  /(?:^|[^\p{L}])(?:in (?:reply|response|answer) to|(?:reply|response|replied|replying|answer) to|(?:als )?antwort (?:auf|zu|an)|antwortet|en réponse [àa]|réponse [àa]|en respuesta a|respuesta a|em resposta a|resposta a|in risposta a|risposta a|(?:in )?(?:antwoord|reactie) op|(?:w )?odpowiedzi? (?:na|do)|svar (?:på|til|till)|в ответ(?: на)?|ответ на|返信先|parent)[^\p{L}]{0,12}$/iu;
const LINK_WORDS =
  /^[^\p{L}]{0,4}(?:(?:in )?(?:reply|response) to|als antwort|antwort (?:auf|zu|an)|(?:en )?réponse [àa]|(?:en )?respuesta a|(?:em )?resposta a|(?:in )?risposta a|(?:in )?(?:antwoord|reactie) op|(?:w )?odpowiedzi? (?:na|do)|svar (?:på|til|till)|в ответ|ответ на|parent(?: comment)?$)/iu;
const NAMED_LINK =
  /(?:^|[\s_-])(?:in-?reply-?to|replied-?to|reply-?parent|parent(?:-?link)?|origin|answer-?to)(?:$|[\s_-])/i;

/** A list named after the record that its own records answer: `ul#commtree_12`, `div#replies-12`. */
const HOLDER =
  /^(?:comm?(?:ent)?-?_?tree|tree|(?:comment-?_?)?(?:replies|children|answers|responses|subcomments|antworten|reponses|respuestas))(?:-?_?(?:of|to|for))?[-_]?(\d{1,20})$|^(?:comment-?_?)?(\d{1,20})[-_](?:replies|children|answers)$/i;
/** A list lies around its records by a wrapper or two. */
const MOST_AROUND = 4;

/** For each record the place of the one it says it answers; -1 where it says none. */
export function statedParents(group: Group, ids: readonly string[], sketch: Sketch): readonly number[] {
  const places = new Map<string, number>();
  for (const [place, id] of ids.entries()) if (id !== "" && !places.has(id)) places.set(id, place);
  const placeOf = (raw: string | undefined): number =>
    raw === undefined || raw.length > 200 ? -1 : (places.get(raw) ?? places.get(raw.replace(/^\D+/, "")) ?? -1);
  const targetOf = (href: string | undefined): number => {
    if (href === undefined || href.length > 1000) return -1;
    const hash = href.lastIndexOf("#");
    return hash >= 0 ? placeOf(href.slice(hash + 1)) : placeOf(/[?&](?:cid|comment_?id)=(\d{1,20})$/i.exec(href)?.[1]);
  };
  const own = ownRanges(group);
  return group.members.map((member, place) => {
    const isOther = (found: number): boolean => found >= 0 && found !== place;
    const [from, to] = own[place]!;
    for (let i = from; i < Math.min(to, from + MOST_ATTRIBUTED); i++) {
      const { attribs } = sketch.marks[i]!.node;
      const named = ATTRIBUTES.map((name) => placeOf(attribs[name])).find(isOther);
      if (named !== undefined) return named;
    }
    for (let i = from; i < Math.min(to, from + MOST_LOOKED); i++) {
      const { node } = sketch.marks[i]!;
      const { href, resource, itemid, content } = node.attribs;
      const isStated = isParent(node.attribs);
      if (!isStated && (node.name !== "a" || href === undefined)) continue;
      const target = targetOf(isStated ? (href ?? resource ?? itemid ?? content) : href);
      // Only a comment that stands already can be answered, whichever end the page begins at.
      if (isOther(target) && (isStated || tells(node))) return target;
    }
    return listNames(member, sketch).map(placeOf).find(isOther) ?? -1;
  });
}

/** The numbers in the names of the lists around a record, the nearest first. */
function listNames(member: Mark, { marks }: Sketch): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  let around = marks[member.parent];
  for (let steps = 0; around !== undefined && steps < MOST_AROUND; steps++) {
    const named = HOLDER.exec(around.node.attribs.id ?? "");
    if (named) names.push(named[1] ?? named[2]);
    around = marks[around.parent];
  }
  return names;
}

/** What a record holds before the first record within it: replies stand after the text they answer. */
function ownRanges({ from, to, around }: Group): readonly (readonly [number, number])[] {
  const ends = [...to];
  for (const [place, outer] of around.entries()) if (outer >= 0) ends[outer] = Math.min(ends[outer]!, from[place]!);
  return from.map((start, place) => [start, ends[place]!] as const);
}

function tells(link: Element): boolean {
  if (NAMED_LINK.test(link.attribs.class ?? "") || LINK_WORDS.test((link.attribs.title ?? "").slice(0, 80)))
    return true;
  const text = textOf(link).slice(0, 120);
  if (LINK_WORDS.test(text)) return true;
  let before: AnyNode | null = link.prev as AnyNode | null;
  if (before !== null && isText(before) && before.data.trim() === "") before = before.prev as AnyNode | null;
  if (before === null) return false;
  const said = isText(before) ? before.data : isTag(before) && before.children.length <= 2 ? textOf(before) : "";
  return WORDS.test(said.replace(/\s+/g, " ").slice(-60).trimEnd());
}

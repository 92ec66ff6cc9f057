// Mojibake within a tree: put right before blanks are folded, for a no-break space or soft hyphen may be half of a letter.
import { repairMojibake } from "@belowline/schema";
import { type Document, hasChildren, isTag, isText, type ParentNode } from "domhandler";

/** What every page with mojibake has: a letter that leads a sequence with a sign behind it, or two such as entities. */
const SUSPECT =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|(?:[\u00C2-\u00F4]|&(?:[Aa](?:circ|tilde|uml|ring)|eth|ETH|Ntilde|Egrave|#x[c-fC-F][0-9a-fA-F]|#(?:19[4-9]|2[0-4]\d));?)[&\u0080-\u00BF\u20AC]/;

/** Repairs texts and attributes of the tree in place. Returns how many. */
export function repair(html: string, root: Document): number {
  if (!SUSPECT.test(html)) return 0;
  let repaired = 0;
  const better = (text: string): string => {
    const after = repairMojibake(text);
    if (after !== text) repaired++;
    return after;
  };
  const ahead: ParentNode[] = [root];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    for (const child of node.children) {
      if (isText(child)) child.data = better(child.data);
      else if (isTag(child))
        for (const name of Object.keys(child.attribs)) child.attribs[name] = better(child.attribs[name]!);
      if (hasChildren(child)) ahead.push(child);
    }
  }
  return repaired;
}

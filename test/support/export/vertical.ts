// Reads a vertical as cwb-encode -xsB reads it with the declarations of encode.sh, and refuses what that would complain of.
import { readFileSync } from "node:fs";
import { join } from "node:path";

type Attributes = Readonly<Record<string, string>>;
export type VerticalText = Attributes & { readonly tokens: { readonly word: string; readonly lc: string }[] };

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
const plain = (text: string): string => text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]!);

export function readVertical(folder: string): { texts: VerticalText[]; stories: Attributes[] } {
  const declared = new Map(
    [...readFileSync(join(folder, "encode.sh"), "utf8").matchAll(/-S (\w+):0(?:\+(\S+))?/g)].map((found) => [
      found[1]!,
      found[2]?.split("+") ?? [],
    ]),
  );
  const texts: VerticalText[] = [];
  const stories: Attributes[] = [];
  const open: string[] = [];
  for (const line of readFileSync(join(folder, "corpus.vrt"), "utf8").trimEnd().split("\n")) {
    if (line.startsWith("<?xml")) continue;
    const closing = /^<\/([a-z]+)>$/.exec(line);
    const opening = /^<([a-z]+)((?: [a-z]+="[^"<>]*")*)>$/.exec(line);
    if (closing) {
      if (open.pop() !== closing[1]) throw new Error(`not open: ${line}`);
    } else if (opening) {
      const [, name = "", rest = ""] = opening;
      if (open.includes(name)) throw new Error(`${name} within itself, which CWB does not encode`);
      open.push(name);
      const given = Object.fromEntries(
        [...rest.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, plain(value!)]),
      );
      if (name === "corpus") continue;
      if (Object.keys(given).join("+") !== declared.get(name)?.join("+")) throw new Error(`not as declared: ${line}`);
      if (name === "text") texts.push({ ...given, tokens: [] } as unknown as VerticalText);
      if (name === "story") stories.push(given);
    } else {
      const columns = line.split("\t");
      if (columns.length !== 2 || /[<>]|&(?!amp;|lt;|gt;|quot;)/.test(line)) throw new Error(`no token: ${line}`);
      if (open.join(" ") !== "corpus story text p") throw new Error(`a token outside of its paragraph: ${line}`);
      texts.at(-1)!.tokens.push({ word: plain(columns[0]!), lc: plain(columns[1]!) });
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(" ")}`);
  return { texts, stories };
}

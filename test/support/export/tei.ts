// Documents of a TEI export, each valid by the schema of what we write.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RelaxNGValidator, XmlDocument } from "libxml2-wasm";

/** Looks at each document of a folder; a document that the schema refuses is an error. @returns how many there were */
export function eachTei(folder: string, look: (document: XmlDocument) => void = () => {}): number {
  const grammar = XmlDocument.fromString(readFileSync(new URL("./tei-subset.rng", import.meta.url), "utf8"));
  const validator = RelaxNGValidator.fromDoc(grammar);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".xml"));
  for (const file of files) {
    const document = XmlDocument.fromString(readFileSync(join(folder, file), "utf8"));
    validator.validate(document);
    look(document);
    document.dispose();
  }
  validator.dispose();
  grammar.dispose();
  return files.length;
}

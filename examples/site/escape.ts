// Escaping and typing of text: plain text into HTML and XML, and a comment as typed into paragraphs as WordPress prints it.

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#039;",
};

/** Plain text as HTML or XML text, or as the value of a quoted attribute. */
export const esc = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** A value as JSON that may stand within a script element. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Text that may stand in a CDATA section. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** Paragraphs as WordPress makes them of typed text: parted by empty lines; here a leading "> " makes a quotation. */
export const typed = (text: string): string =>
  text
    .split("\n\n")
    .map((paragraph) =>
      paragraph.startsWith("> ")
        ? `<blockquote><p>${esc(paragraph.slice(2))}</p></blockquote>\n`
        : `<p>${esc(paragraph).replaceAll("\n", "<br />\n")}</p>\n`,
    )
    .join("");

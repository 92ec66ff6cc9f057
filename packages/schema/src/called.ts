// What people are called in texts: a written name folded, so that every spelling of it gives one mark.

/** Names that many bear, as sites print them for those who give none. */
const NOBODY = new Set(
  "anonymous anonym anonyme anónimo anonimo anoniem guest gast invité invitado ospite user nutzer admin redaktion deleted аноним гость 匿名".split(
    " ",
  ),
);

/** Whether a name, in lower case, is what a site prints for those who give none. */
export const isNobody = (name: string): boolean => NOBODY.has(name);

/** Letters and digits alone, without case and accents: "Anke Dorn", "@AnkeDorn" and "anke-dörn" are called the same. */
export function calledAs(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase(); // most words are
  return name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss");
}
const PLAIN = /^[A-Za-z0-9]*$/;

/** A name and its first word, folded, where somebody could be addressed by it; nothing for a name that is no name. */
export function callsOf(name: string): { readonly whole: string | null; readonly first: string | null } {
  const whole = calledAs(name);
  if (whole.length < 2 || /^\d+$/.test(whole) || isNobody(name.trim().toLowerCase()))
    return { whole: null, first: null };
  const [word = "", ...rest] = name.trim().split(/[\s_.]+/);
  const first = rest.length > 0 ? calledAs(word) : "";
  return { whole, first: first.length < 2 || isNobody(first) ? null : first };
}

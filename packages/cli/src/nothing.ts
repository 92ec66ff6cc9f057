// Nothing was selected: what may be the reason, in words.
import type { Corpus } from "@belowline/corpus";

/** Publishers that are named; who wants all asks for them. */
const MOST = 5;

export async function nothing(corpus: Corpus, records: string, publisher?: string): Promise<string> {
  const stranger = publisher === undefined ? undefined : await strangerOf(corpus, publisher);
  return `No ${records} are selected${stranger === undefined ? '; "belowline show" tells what the corpus holds' : `: ${stranger}`}.`;
}

/** In words, that a publisher is not here, and which are; undefined where it is. */
export async function strangerOf(corpus: Corpus, publisher: string): Promise<string | undefined> {
  const rows = await corpus
    .articles()
    .kysely((articles) => articles.select("publisher").groupBy("publisher").orderBy("publisher"));
  const all = rows.map((row) => row.publisher);
  if (all.includes(publisher)) return undefined;
  const there = [...all.filter((one) => kin(one, publisher)), ...all.filter((one) => !kin(one, publisher))];
  const more = there.length > MOST ? ` and ${there.length - MOST} more` : "";
  const some = there.length === 0 ? ", nor any other" : `, but ${there.slice(0, MOST).join(", ")}${more}`;
  return `there is no publisher "${publisher}" here${some}`;
}

const kin = (one: string, other: string): boolean => other.includes(one) || one.includes(other);

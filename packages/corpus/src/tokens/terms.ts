// Terms: the number that the database has given each type, found or made.
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";

/** Beyond so many types in memory the dictionary starts over. */
const MOST_HELD = 500_000;

export interface Dictionary {
  /** Types by numbers of its own. */
  readonly words: Lexicon;
  /** token_term.id of each of these numbers, once it was learned. */
  readonly terms: Int32Array;
  /** To be called first in each transaction, under the lock of the index: an erasure may have taken terms away. */
  begin(tx: Tx): Promise<void>;
  /** Looks up all that have no term; forms nobody knew get one. */
  learn(tx: Tx): Promise<void>;
  /** Terms made in a transaction that failed are forgotten. */
  kept<T>(transaction: () => Promise<T>): Promise<T>;
}

/** The setting that changes whenever terms are taken away. */
const FORGOTTEN = "token_terms_forgotten";

export async function noteForgotten(tx: Tx): Promise<void> {
  await sql`insert into setting (key, value) values (${FORGOTTEN}, gen_random_uuid()::text)
    on conflict (key) do update set value = excluded.value`.execute(tx);
}

export function dictionary(): Dictionary {
  let words = lexicon();
  let terms = new Int32Array(1 << 16);
  let known = 0;
  let mark: string | null = null;
  const forget = (): void => {
    words = lexicon();
    known = 0;
  };
  return {
    get words() {
      return words;
    },
    get terms() {
      return terms;
    },
    async begin(tx) {
      const { rows } = await sql<{ value: string }>`select value from setting where key = ${FORGOTTEN}`.execute(tx);
      const now = rows[0]?.value ?? null;
      if (now !== mark || words.size > MOST_HELD) forget();
      mark = now;
    },
    async learn(tx) {
      if (words.size === known) return;
      if (words.size >= terms.length) {
        const old = terms;
        terms = new Int32Array(2 ** Math.ceil(Math.log2(words.size + 1)));
        terms.set(old);
      }
      const missing = new Map<string, number>();
      for (let number = known + 1; number <= words.size; number++) missing.set(words.form(number), number);
      for (const { id, form } of await termsOf(tx, [...missing.keys()])) terms[missing.get(form)!] = id;
      known = words.size;
    },
    async kept(transaction) {
      try {
        return await transaction();
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}

interface Term {
  readonly id: number;
  readonly form: string;
}

const given = (forms: readonly string[]) =>
  sql`select form from jsonb_array_elements_text(${JSON.stringify(forms)}::jsonb) as given (form)`;

/** Fenced, as the look-up of texts is. */
export const termsQuery = (forms: readonly string[]): RawBuilder<Term> => sql<Term>`
  select t.id, t.form from (${given(forms)}) g, lateral (select * from token_term where form = g.form offset 0) t`;

/** Only what is new is inserted: a conflict would use up a number, and small numbers take fewer bytes. */
async function termsOf(tx: Tx, forms: readonly string[]): Promise<Term[]> {
  const { rows: known } = await termsQuery(forms).execute(tx);
  const there = new Set(known.map(({ form }) => form));
  const news = forms.filter((form) => !there.has(form)).sort();
  if (news.length === 0) return known;
  const { rows: made } = await sql<Term>`
    insert into token_term (form) ${given(news)} returning id, form`.execute(tx);
  return [...known, ...made];
}

// corpus.labels: what coders said of articles and comments, stored beside them; sheets out, sheets in, and how far coders agree.
import { type ArticleRecord, type CommentRecord, isId, refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Marker } from "../erase/marks.ts";
import { erasedIn } from "../erase/tombstones.ts";
import type { Rows } from "../query/selection.ts";
import { frozen, lookedBack, type Standing, TODAY } from "../query/standing.ts";
import { snapshotNamed } from "../snapshot/freeze.ts";
import type { Tx } from "../store/rows.ts";
import { type Agreement, type AgreementOptions, agreementOf } from "./agree.ts";
import { type Label, wordOf } from "./label.ts";
import { readSheet } from "./read-sheet.ts";
import { dealt, FIXED, type Sheet, sheetText, type Unit } from "./sheets.ts";

export interface SheetOptions {
  /** Their names, as labels will carry them. */
  readonly coders: readonly string[];
  /** An empty column for each. */
  readonly schemes: readonly string[];
  /** The share of units that every coder gets, 0 to 1; all of them unless told. */
  readonly overlap?: number;
  readonly seed: number | string;
}

export interface LabelWish {
  readonly scheme?: string;
  readonly coder?: string;
}

export interface ReadOptions {
  /** Columns to read; every one beside those of a sheet unless told. */
  readonly schemes?: readonly string[];
}

/** What became of a sheet. */
export interface SheetReading {
  /** Codes. */
  readonly stored: number;
  /** Of these, how many differ from what the coder said before, and took its place. */
  readonly replaced: number;
  /** Articles or comments on the sheet. */
  readonly units: number;
  /** Cells without a code; what the coder may have said there before stays. */
  readonly empty: number;
  /** Ids of what was erased since: their codes were left out. */
  readonly erased: readonly string[];
  /** Codes stored of each column. */
  readonly schemes: readonly { readonly scheme: string; readonly stored: number }[];
}

export interface Labels {
  /**
   * A CSV sheet for each coder, without the writers' names, each in an order of its own.
   *
   * @throws UsageError `usage/unknown-option`, `usage/invalid-value`
   * @example
   * const sample = await corpus.comments().sample(200, { seed: 2026 });
   * const sheets = await corpus.labels.sheets(sample, { coders: ["anna", "ben"], schemes: ["stance"], overlap: 0.2, seed: 2026 });
   */
  sheets(records: readonly (CommentRecord | ArticleRecord)[], options: SheetOptions): Promise<Sheet[]>;
  /**
   * Stores the codes of a sheet that came back, as text or as the bytes that a spreadsheet wrote; a coder's earlier codes of the same
   * units are replaced.
   *
   * @throws UsageError `usage/invalid-value` for what is no sheet, `usage/not-found` for ids that are not here
   * @example
   * const { stored, empty } = await corpus.labels.read("id,stance\r\n0b9a...,against\r\n", "anna");
   */
  read(csv: string | Uint8Array, coder: string, options?: ReadOptions): Promise<SheetReading>;
  /**
   * Stores codes that come from elsewhere, such as a classifier. Of what was erased, none.
   *
   * @returns how many were stored
   * @throws UsageError `usage/not-found` for ids that are not here
   * @example
   * await corpus.labels.put([{ id, scheme: "stance", coder: "model-3", code: "against" }]);
   */
  put(labels: readonly Label[]): Promise<number>;
  /** By scheme, coder and id. */
  list(wish?: LabelWish): Promise<Label[]>;
  /**
   * Takes away what a coder said, or what was said by a scheme, or by a coder of a scheme.
   *
   * @returns how many there were
   * @example
   * await corpus.labels.remove({ coder: "ana", scheme: "stance" });
   */
  remove(wish: LabelWish): Promise<number>;
  /**
   * How far the coders of a scheme agree.
   *
   * @throws UsageError `usage/not-found` where nothing was coded, or nobody of a coder's name coded
   * @example
   * const { alpha, units } = await corpus.labels.agreement("stance", { coders: ["anna", "ben"] });
   */
  agreement(scheme: string, options?: AgreementOptions): Promise<Agreement>;
}

/** @param mark knows what was erased */
export const labelsIn = (db: Database, mark: Marker): Labels =>
  Object.freeze<Labels>({
    sheets: (records, options) => sheets(db, records, options),
    read: (csv, coder, options) => read(db, mark, csv, coder, options),
    put: async (labels) => (await put(db, mark, labels)).stored,
    list: (wish) => list(db, wish),
    remove: (wish) => remove(db, wish),
    async agreement(scheme, options = {}) {
      const labels = await list(db, { scheme });
      if (labels.length === 0) throw await nothingCoded(db, scheme);
      return agreementOf(wordOf(scheme), labels, options);
    },
  });

async function sheets(
  db: Database,
  records: readonly (CommentRecord | ArticleRecord)[],
  options: SheetOptions,
): Promise<Sheet[]> {
  refuseUnknown("labels.sheets", options, ["coders", "schemes", "overlap", "seed"]);
  const { overlap = 1, seed } = options;
  const coders = wordsOf(options.coders, "coders");
  const schemes = wordsOf(options.schemes, "schemes");
  if (schemes.some((scheme) => FIXED.includes(scheme.toLowerCase())))
    throw invalid("schemes", `other names than the sheet's own columns: ${FIXED.join(", ")}`);
  if (!(overlap >= 0 && overlap <= 1)) throw invalid("overlap", "a share from 0 to 1");
  if (seed === "" || (typeof seed !== "string" && !Number.isFinite(seed))) throw invalid("seed", "a number or a text");
  if (records.length === 0) throw new UsageError("usage/not-found", "labels.sheets: there is nothing to code", {});
  const answered = records.flatMap((one) => ("headline" in one || one.parentId === null ? [] : [one.parentId]));
  const { comment } = await standingOf(db, records);
  const { rows } = await sql<{ id: string; text: string }>`
    select c.id, r.text from ${comment} c join comment_revision r on r.comment_id = c.id and r.number = c.revision
    where c.id = any(${answered}::uuid[])`.execute(db);
  const parents = new Map(rows.map(({ id, text }) => [id, text]));
  const units = new Map(
    records.map((one): [string, Unit] => [
      one.id,
      "headline" in one
        ? { id: one.id, url: one.url, at: one.publishedAt, context: one.headline, text: one.text }
        : {
            id: one.id,
            url: one.permalink ?? one.articleUrl,
            at: one.createdAt,
            context: parents.get(one.parentId ?? "") ?? "",
            text: one.text,
          },
    ]),
  );
  return dealt([...units.keys()], coders, overlap, seed).map(({ coder, ids }) => ({
    coder,
    ids,
    csv: sheetText(
      ids.map((id) => units.get(id)!),
      schemes,
    ),
  }));
}

/** What a comment answers is told as it stood when the records stood so. */
async function standingOf(db: Database, records: object): Promise<Standing> {
  const { about } = records as Partial<Pick<Rows<never>, "about">>;
  if (about?.snapshot) return frozen((await snapshotNamed(db, about.snapshot)).no, about.snapshot);
  return about?.asOf ? lookedBack(about.asOf) : TODAY;
}

const invalid = (option: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `labels.sheets({ ${option} }): expected ${expected}`, { option });

function wordsOf(given: readonly string[], option: string): string[] {
  const words = given.map(wordOf);
  if (words.length === 0 || words.includes("") || new Set(words).size < words.length)
    throw invalid(option, "one name or more, each once");
  return words;
}

async function read(
  db: Database,
  mark: Marker,
  csv: string | Uint8Array,
  coder: string,
  options: ReadOptions = {},
): Promise<SheetReading> {
  refuseUnknown("labels.read", options, ["schemes"]);
  const { codes, schemes, units, empty } = readSheet(csv, options.schemes);
  const done = await put(
    db,
    mark,
    codes.map((one) => ({ ...one, coder })),
  );
  const gone = new Set(done.erased);
  const kept = Map.groupBy(
    codes.filter(({ id }) => !gone.has(id.toLowerCase())),
    ({ scheme }) => scheme,
  );
  const stored = schemes.map((scheme) => ({ scheme, stored: kept.get(scheme)?.length ?? 0 }));
  return { ...done, units, empty, schemes: stored };
}

async function put(
  db: Database,
  mark: Marker,
  labels: readonly Label[],
): Promise<Pick<SheetReading, "stored" | "replaced" | "erased">> {
  // The last word of a coder on a unit holds.
  const last = new Map<string, Label>();
  for (const { id, ...words } of labels) {
    if (![id, ...Object.values(words)].every((text) => typeof text === "string" && text.trim() !== ""))
      throw new UsageError(
        "usage/invalid-value",
        "labels: expected id, scheme, coder and code of each label, none empty",
      );
    const [scheme, coder, code] = [wordOf(words.scheme), wordOf(words.coder), wordOf(words.code)];
    const one = { id: id.trim().toLowerCase(), scheme, coder, code };
    last.set(JSON.stringify([one.id, scheme, coder]), one);
  }
  const given = [...last.values()];
  return await db.transaction().execute(async (tx) => {
    const { here, erased } = await placed(tx, mark, [...new Set(given.map(({ id }) => id))]);
    const known = JSON.stringify(given.filter(({ id }) => here.has(id)));
    const { rows } = await sql<{ replaced: boolean }>`
      with given as materialized (
        select * from jsonb_to_recordset(${known}::jsonb) as g (id uuid, scheme text, coder text, code text)
      ), before as materialized (
        select coalesce(l.comment_id, l.article_id) as id, l.scheme, l.coder, l.code from label l
        join given g on g.scheme = l.scheme and g.coder = l.coder and g.id in (l.comment_id, l.article_id)
      ), stored as (
        insert into label (article_id, comment_id, scheme, coder, code, labelled_at)
        select a.id, c.id, g.scheme, g.coder, g.code, now() from given g
        left join article a on a.id = g.id left join comment c on c.id = g.id
        on conflict (article_id, comment_id, scheme, coder) do update
          set code = excluded.code, labelled_at = excluded.labelled_at
        returning coalesce(comment_id, article_id) as id, scheme, coder, code
      )
      select coalesce(b.code <> s.code, false) as replaced from stored s
      left join before b on b.id = s.id and b.scheme = s.scheme and b.coder = s.coder`.execute(tx);
    return { stored: rows.length, replaced: rows.filter(({ replaced }) => replaced).length, erased };
  });
}

/** Ids of articles and comments that are here, and those of erased ones. @throws UsageError where there are others */
async function placed(
  tx: Tx,
  mark: Marker,
  ids: readonly string[],
): Promise<{ here: ReadonlySet<string>; erased: string[] }> {
  const { rows } = await sql<{ id: string }>`
    with given as materialized (select jsonb_array_elements_text(${JSON.stringify(ids.filter((id) => isId(id)))}::jsonb)::uuid as id)
    select c.id from comment c join given using (id) union all select a.id from article a join given using (id)`.execute(
    tx,
  );
  const here = new Set(rows.map(({ id }) => id));
  const missing = ids.filter((id) => !here.has(id));
  if (missing.length === 0) return { here, erased: [] };
  const stones = await erasedIn(tx, mark);
  const gone = new Set([
    ...((await stones?.among("comment", missing)) ?? []),
    ...((await stones?.among("article", missing)) ?? []),
  ]);
  const strange = missing.filter((id) => !gone.has(id));
  if (strange.length === 0) return { here, erased: missing };
  const some = `${strange.slice(0, 3).join(", ")}${strange.length > 3 ? ` and ${strange.length - 3} more` : ""}`;
  throw new UsageError(
    "usage/not-found",
    `labels: ${some} ${strange.length === 1 ? "is" : "are"} not of an article or comment of this corpus; nothing was stored`,
    { ids: strange },
  );
}

async function list(db: Database, wish: LabelWish = {}): Promise<Label[]> {
  const { rows } = await sql<Label>`
    select coalesce(comment_id, article_id) as id, scheme, coder, code from label where ${meant("list", wish)}
    order by scheme collate "C", coder collate "C", id`.execute(db);
  return rows;
}

async function nothingCoded(db: Database, scheme: string): Promise<UsageError> {
  const { rows } = await sql<{ scheme: string }>`select distinct scheme from label order by 1`.execute(db);
  const there = rows.map((row) => row.scheme).join(", ") || "no codes at all";
  return new UsageError("usage/not-found", `labels: nothing was coded by the scheme "${scheme}"; there are ${there}`, {
    scheme,
  });
}

async function remove(db: Database, wish: LabelWish): Promise<number> {
  if (wish?.scheme === undefined && wish?.coder === undefined)
    throw new UsageError("usage/missing-value", "labels.remove: expected a coder or scheme, whose codes are to go", {});
  const { numAffectedRows = 0n } = await sql`delete from label where ${meant("remove", wish)}`.execute(db);
  return Number(numAffectedRows);
}

function meant(verb: string, wish: LabelWish) {
  refuseUnknown(`labels.${verb}`, wish, ["scheme", "coder"]);
  const [scheme, coder] = [wish.scheme, wish.coder].map((word) => (word === undefined ? null : wordOf(word)));
  return sql`(${scheme}::text is null or scheme = ${scheme}::text) and (${coder}::text is null or coder = ${coder}::text)`;
}

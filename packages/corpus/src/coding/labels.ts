// corpus.labels: what coders said of articles and comments, stored beside them; sheets out, sheets in, and how far coders agree.
import { type ArticleRecord, type CommentRecord, refuseUnknown, storable, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Code, cohenKappa, krippendorffAlpha, type Level } from "./agreement.ts";
import { dealt, readSheet, type Sheet, sheetText, type Unit } from "./sheets.ts";

/** One code that one coder gave. */
export interface Label {
  /** Of the article or comment. */
  readonly id: string;
  /** What was asked: "stance". */
  readonly scheme: string;
  readonly coder: string;
  readonly code: string;
}

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

export interface Agreement {
  readonly scheme: string;
  readonly level: Level;
  readonly coders: readonly string[];
  /** Units with codes of two coders or more; nothing else tells of agreement. */
  readonly units: number;
  /** Krippendorff's alpha; null where it is not defined. */
  readonly alpha: number | null;
  /** Cohen's kappa of each two coders. */
  readonly kappas: readonly {
    readonly coders: readonly [string, string];
    readonly units: number;
    readonly kappa: number | null;
  }[];
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
   * Stores the codes of a sheet that came back; a coder's earlier codes of the same units are replaced.
   *
   * @returns how many codes were stored
   * @throws UsageError `usage/invalid-value` for what is no sheet, `usage/not-found` for ids that are not here
   * @example
   * const stored = await corpus.labels.read("id,stance\r\n0b9a...,against\r\n", "anna");
   */
  read(csv: string, coder: string): Promise<number>;
  /**
   * Stores codes that come from elsewhere, such as a classifier.
   *
   * @throws UsageError `usage/not-found` for ids that are not here
   * @example
   * await corpus.labels.put([{ id, scheme: "stance", coder: "model-3", code: "against" }]);
   */
  put(labels: readonly Label[]): Promise<number>;
  /** By scheme, coder and id. */
  list(wish?: LabelWish): Promise<Label[]>;
  /**
   * How far the coders of a scheme agree.
   *
   * @example
   * const { alpha, units } = await corpus.labels.agreement("stance");
   */
  agreement(scheme: string, options?: { readonly level?: Level }): Promise<Agreement>;
}

export const labelsIn = (db: Database): Labels =>
  Object.freeze<Labels>({
    sheets: (records, options) => sheets(db, records, options),
    read: async (csv, coder) =>
      await put(
        db,
        readSheet(csv).map((one) => ({ ...one, coder })),
      ),
    put: (labels) => put(db, labels),
    list: (wish) => list(db, wish),
    agreement: (scheme, options) => agreement(db, scheme, options),
  });

async function sheets(
  db: Database,
  records: readonly (CommentRecord | ArticleRecord)[],
  options: SheetOptions,
): Promise<Sheet[]> {
  refuseUnknown("labels.sheets", options, ["coders", "schemes", "overlap", "seed"]);
  const { coders, schemes, overlap = 1, seed } = options;
  if (coders.length === 0 || new Set(coders).size < coders.length) throw invalid("coders", "names, each once");
  if (schemes.length === 0 || schemes.includes("")) throw invalid("schemes", "one name or more");
  if (!(overlap >= 0 && overlap <= 1)) throw invalid("overlap", "a share from 0 to 1");
  const answered = records.flatMap((one) => ("headline" in one || one.parentId === null ? [] : [one.parentId]));
  const { rows } = await sql<{ id: string; text: string }>`
    select c.id, r.text from comment c join comment_revision r on r.comment_id = c.id and r.number = c.revision
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

const invalid = (option: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `labels.sheets({ ${option} }): expected ${expected}`, { option });

async function put(db: Database, labels: readonly Label[]): Promise<number> {
  for (const { id, scheme, coder, code } of labels) {
    if ([id, scheme, coder, code].every((text) => typeof text === "string" && text !== "")) continue;
    throw new UsageError(
      "usage/invalid-value",
      "labels: expected id, scheme, coder and code of each label, none empty",
    );
  }
  // The last word of a coder on a unit holds.
  const last = new Map(labels.map((one) => [JSON.stringify([one.id.toLowerCase(), one.scheme, one.coder]), one]));
  const given = JSON.stringify(
    [...last.values()].map(({ id, scheme, coder, code }) => ({
      id: id.toLowerCase(),
      scheme: storable(scheme),
      coder: storable(coder),
      code: storable(code),
    })),
  );
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      with given as materialized (
        select * from jsonb_to_recordset(${given}::jsonb) as g (id text, scheme text, coder text, code text)
      )
      insert into label (article_id, comment_id, scheme, coder, code, labelled_at)
      select a.id, c.id, g.scheme, g.coder, g.code, now() from given g
      left join article a on a.id::text = g.id left join comment c on c.id::text = g.id
      where a.id is not null or c.id is not null
      on conflict (article_id, comment_id, scheme, coder) do update
        set code = excluded.code, labelled_at = excluded.labelled_at
      returning 1 as one`.execute(tx);
    if (rows.length < last.size) {
      const n = last.size - rows.length;
      throw new UsageError(
        "usage/not-found",
        `labels: ${n} labels are of no article or comment of this corpus; nothing was stored`,
      );
    }
    return rows.length;
  });
}

async function list(db: Database, wish: LabelWish = {}): Promise<Label[]> {
  refuseUnknown("labels.list", wish, ["scheme", "coder"]);
  const { scheme = null, coder = null } = wish;
  const { rows } = await sql<Label>`
    select coalesce(comment_id, article_id) as id, scheme, coder, code from label
    where (${scheme}::text is null or scheme = ${scheme}::text) and (${coder}::text is null or coder = ${coder}::text)
    order by scheme collate "C", coder collate "C", id`.execute(db);
  return rows;
}

async function agreement(db: Database, scheme: string, options: { readonly level?: Level } = {}): Promise<Agreement> {
  refuseUnknown("labels.agreement", options, ["level"]);
  const { level = "nominal" } = options;
  const labels = await list(db, { scheme });
  if (labels.length === 0) {
    throw new UsageError("usage/not-found", `labels: nothing was coded by the scheme "${scheme}"`, { scheme });
  }
  const coders = [...new Set(labels.map(({ coder }) => coder))];
  const byUnit = Map.groupBy(labels, ({ id }) => id);
  const units = [...byUnit.values()].map((codes) =>
    coders.map((coder): Code => codes.find((one) => one.coder === coder)?.code ?? null),
  );
  const kappas = coders.flatMap((one, i) =>
    coders.slice(i + 1).map((other, j) => {
      const both = units.flatMap((codes) => {
        const [a, b] = [codes[i]!, codes[i + 1 + j]!];
        return a === null || b === null ? [] : [[a, b] as const];
      });
      return { coders: [one, other] as const, units: both.length, kappa: cohenKappa(both) };
    }),
  );
  const shared = units.filter((codes) => codes.filter((code) => code !== null).length > 1).length;
  return { scheme, level, coders, units: shared, alpha: krippendorffAlpha(units, level), kappas };
}

// corpus.commenters(): who comments, each within one publisher, under a pseudonym.
import type { CommenterRecord } from "@belowline/schema";
import { sql } from "kysely";
import { text, time, uuid, whole } from "../db/copy-out.ts";
import { asked } from "./conditions.ts";
import type { Question } from "./selection.ts";
import { named, type Standing } from "./standing.ts";
import type { CommenterWhere } from "./where.ts";

/** One row of the selection, as a table. */
export interface CommenterColumns extends Omit<CommenterRecord, "firstAt" | "lastAt" | "firstSeenAt"> {
  firstAt: Date | null;
  lastAt: Date | null;
  firstSeenAt: Date;
}

export const commenterQuestion = (standing: Standing): Question<CommenterRecord, CommenterWhere, CommenterColumns> => ({
  name: named("commenters", standing),
  records: "commenters",
  snapshot: standing.snapshot?.name ?? null,
  asOf: standing.asOf,
  batch: 500,
  fields: ["id", "publisher", "author", "comments", "replies", "threads", "firstAt", "lastAt", "firstSeenAt"],
  alias: "w",
  tables: standing.commenters,
  beside: null,
  columns: {
    id: uuid(sql`w.id`),
    publisher: text(sql`p.key`),
    author: text(sql`coalesce(w.name, w.pseudonym)`),
    comments: whole(sql`n.comments`),
    replies: whole(sql`n.replies`),
    threads: whole(sql`n.threads`),
    first_at: time(sql`n.first_at`),
    last_at: time(sql`n.last_at`),
    first_seen_at: time(sql`w.first_seen_at`),
  },
  thread: null,
  strata: { publisher: sql`p.key` },
  narrowed: (condition) => condition,
  conditions: (where) => asked(standing, "commenters", where),
  reader: (at) => (row) => ({
    id: at.id(row),
    publisher: at.publisher(row),
    author: at.author(row),
    comments: at.comments(row),
    replies: at.replies(row),
    threads: at.threads(row),
    firstAt: at.first_at(row),
    lastAt: at.last_at(row),
    firstSeenAt: at.first_seen_at(row),
  }),
});

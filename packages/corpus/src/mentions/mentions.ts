// corpus.coverMentions(): comments as they may be handed on, with pseudonyms where their texts name those who write in the same thread.
import { type CommentRecord, FIRST, type Privacy, UsageError, WHOLE } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Rows } from "../export/rows.ts";
import { coverHtml } from "./html.ts";
import { type Callers, coverText } from "./text.ts";

/** Stands for a name that two commenters of the thread bear. */
export const AMBIGUOUS = "c_ambiguous";

/** Comments that are looked up together, and threads whose commenters are held. */
const AT_ONCE = 500;
const THREADS_HELD = 200;
/** Marks of written words that are remembered, for most words recur. */
const MARKS_HELD = 200_000;

/** Whose mentions can be covered at all. @throws UsageError `usage/conflict` */
function refuseOthers({ authors }: Privacy): void {
  if (authors === "pseudonym") return;
  const why =
    authors === "raw"
      ? "keeps names and prints them as authors; hide those first"
      : "keeps nobody who comments, so that nobody can be known in a text";
  throw new UsageError("usage/conflict", `mentions: expected a corpus with pseudonyms; this one ${why}`, {
    option: "mentions",
  });
}

/** Rows with text and html covered; whatever is no comment of this corpus stays as it is. Needs the privacy key. */
export function coverMentions(db: Database, privacy: Privacy, rows: Rows<CommentRecord>): Rows<CommentRecord> {
  refuseOthers(privacy);
  const threads = new Map<string, Callers>();
  const marks = new Map<string, string>();

  const markOf = (publisher: string, called: string): string => {
    const key = `${publisher} ${called}`;
    const known = marks.get(key);
    if (known !== undefined) return known;
    if (marks.size >= MARKS_HELD) marks.clear();
    const mark = privacy.mark(publisher, called);
    marks.set(key, mark);
    return mark;
  };

  async function* covered(batch: readonly CommentRecord[]): AsyncGenerator<CommentRecord> {
    const { rows: places } = await sql<{ id: string; threadId: string }>`
      select id, thread_id from comment where id = any(${batch.map(({ id }) => id)}::uuid[])`.execute(db);
    const threadOf = new Map(places.map(({ id, threadId }) => [id, threadId]));
    const wanted = new Set(places.map(({ threadId }) => threadId));
    if (threads.size > THREADS_HELD) threads.clear();
    const unknown = [...wanted].filter((id) => !threads.has(id));
    for (const [id, people] of await peopleOf(db, unknown)) threads.set(id, callersAmong(people, privacy, markOf));
    for (const comment of batch) {
      const callers = threads.get(threadOf.get(comment.id) ?? "");
      yield callers
        ? { ...comment, text: coverText(comment.text, callers), html: coverHtml(comment.html, callers) }
        : comment;
    }
  }

  return {
    fields: rows.fields,
    async *[Symbol.asyncIterator]() {
      let batch: CommentRecord[] = [];
      for await (const row of rows) {
        batch.push(row);
        if (batch.length < AT_ONCE) continue;
        yield* covered(batch);
        batch = [];
      }
      if (batch.length > 0) yield* covered(batch);
    },
  };
}

interface Person {
  readonly publisher: string;
  readonly pseudonym: string;
  readonly called: readonly string[];
}

async function peopleOf(db: Database, threads: readonly string[]): Promise<Map<string, Person[]>> {
  if (threads.length === 0) return new Map();
  const { rows } = await sql<Person & { threadId: string }>`
    select distinct c.thread_id, p.key as publisher, w.pseudonym, w.called
    from comment c join commenter w on w.id = c.commenter_id join publisher p on p.id = c.publisher_id
    where c.thread_id = any(${threads}::uuid[])`.execute(db);
  return Map.groupBy(rows, ({ threadId }) => threadId);
}

function callersAmong(
  people: readonly Person[],
  privacy: Privacy,
  markOf: (publisher: string, called: string) => string,
): Callers {
  const byMark = new Map<string, string>();
  for (const { pseudonym, called } of people) {
    for (const mark of called) byMark.set(mark, (byMark.get(mark) ?? pseudonym) === pseudonym ? pseudonym : AMBIGUOUS);
  }
  const { publisher } = people[0]!;
  // Those who were collected before names had marks are known by the exact name that their pseudonym was made of.
  const unmarked = new Set(people.flatMap(({ pseudonym, called }) => (called.length === 0 ? [pseudonym] : [])));
  return {
    whole(called, written) {
      const marked = byMark.get(WHOLE + markOf(publisher, called));
      if (marked !== undefined || unmarked.size === 0) return marked;
      const exact = privacy.author(publisher, { name: written })?.id;
      return exact !== undefined && unmarked.has(exact) ? exact : undefined;
    },
    first: (called) => byMark.get(FIRST + markOf(publisher, called)),
  };
}

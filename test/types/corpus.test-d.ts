// What must and must not compile when a corpus is asked; checked by `tsc -b test`, never run.
import type { Corpus, Rows, Selection } from "@belowline/corpus";
import { exportRecords, openCorpus } from "@belowline/corpus";
import type { ArticleRecord, CommentRecord } from "@belowline/schema";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const holds = <T extends true>(_?: T): void => {};

export async function asked(corpus: Corpus): Promise<void> {
  const articles = await corpus.articles().where({ publisher: ["a.example"], from: new Date(), search: "ferry" });
  holds<Same<typeof articles, Rows<ArticleRecord>>>();
  for await (const comment of corpus.comments().limit(3)) holds<Same<typeof comment, CommentRecord>>();
  const page = await corpus.comments().page({ limit: 10, after: null });
  holds<Same<typeof page.next, string | null>>();
  exportRecords(corpus.threads(), "csv");
  const whole = await corpus.thread("id");
  holds<Same<NonNullable<typeof whole>["comments"][number], CommentRecord>>();
  const voices = (await corpus.thread("id", { fields: ["author", "createdAt"] }))!;
  type Voice = Pick<CommentRecord, "id" | "parentId" | "position" | "author" | "createdAt">;
  holds<Same<(typeof voices.comments)[number], Voice>>();
  await corpus.transaction(async (tx) => await tx.selectFrom("comment").select("nativeId").execute());

  // @ts-expect-error a filter nobody knows
  corpus.articles().where({ publsher: "a.example" });
  // @ts-expect-error a comment has no section
  corpus.comments().where({ section: "Harbour" });
  // @ts-expect-error not a state
  corpus.comments().where({ state: "gone" });
  // @ts-expect-error undefined is a slip, not "all"
  corpus.comments().where({ author: undefined });
  // @ts-expect-error a field that was not asked for
  void voices.comments[0]?.text;
  // @ts-expect-error a field that no comment has
  await corpus.thread("id", { fields: ["depht"] });
  // @ts-expect-error a page needs its size
  corpus.comments().page({});
  // @ts-expect-error a table that is not there
  corpus.db.selectFrom("comments");
  // @ts-expect-error a format that is not there
  exportRecords(corpus.articles(), "xlsx");
  // @ts-expect-error an option nobody knows
  await openCorpus("memory://", { author: "raw" });
  // @ts-expect-error rows of one kind are not rows of another
  const wrong: Selection<CommentRecord, object> = corpus.articles();
  void wrong;
}

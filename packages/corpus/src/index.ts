/**
 * Keeps articles and threads in Postgres or PGlite, and answers questions about them.
 * @module
 */
export type { Corpus } from "./corpus.ts";
export type { ExportFormat } from "./export/export.ts";
export { EXPORT_FORMATS, exportRecords } from "./export/export.ts";
export type { CorpusOptions } from "./open.ts";
export { openCorpus } from "./open.ts";
export type { ArticleWhere } from "./query/articles.ts";
export type { LearnedLine, LineRuling } from "./query/boilerplate.ts";
export { LINE_RULINGS } from "./query/boilerplate.ts";
export type { StoredCapture } from "./query/capture.ts";
export type { CommentWhere } from "./query/comments.ts";
export type { Coverage, CoverageWish } from "./query/coverage.ts";
export type { Moment, OneOrMore } from "./query/filter.ts";
export type { ArticleRevision } from "./query/revisions.ts";
export type { PageWish, RowPage, Selection } from "./query/selection.ts";
export type { ThreadOptions } from "./query/thread.ts";
export type { ThreadWhere } from "./query/threads.ts";
export type { ThreadTree } from "./query/tree.ts";
export type { Why, WhyCapture, WhyPage, WhyThread, WhyWalk } from "./query/why.ts";
export type { Change, FieldChange, FieldReport } from "./reextract/change.ts";
export type { ReextractOptions, ReextractReport } from "./reextract/reextract.ts";

/**
 * Keeps articles and threads in Postgres or PGlite, and answers questions about them.
 * @module
 */
export type { Corpus } from "./corpus.ts";
export type { CorpusOptions } from "./open.ts";
export { openCorpus } from "./open.ts";

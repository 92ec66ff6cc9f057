/**
 * Finds articles and the threads below them: discovery, fetching, extraction, comment platforms, the crawl.
 * @module
 */
export { type Extraction, extractArticle } from "./article/extract.ts";
export { locateThreads } from "./comments/locate.ts";
export { type ThreadOnPage, threadsOnPage } from "./comments/on-page.ts";
export {
  type Access,
  type Answer,
  type AnyPlatform,
  type Batch,
  type Consent,
  definePlatform,
  type Example,
  type ExpectedThread,
  type Platform,
  type Ref,
} from "./comments/platform.ts";
export { type WalkOptions, walk } from "./comments/walk.ts";
export { crawl } from "./crawl/crawl.ts";
export { type CrawlOptions, checkCrawl } from "./crawl/options.ts";
export type { CrawlProgress, CrawlReport, IncompleteThread, SparedBy } from "./crawl/report.ts";
export { cameToNothing } from "./crawl/report.ts";
export { reader } from "./crawl/reread.ts";
export { watch } from "./crawl/watch.ts";
export { type Extracted, type ExtractedThread, type ExtractOptions, extract } from "./extract.ts";
export { type Client, type ClientOptions, createClient, userAgentOf } from "./fetch/client.ts";
export { loadPage, type Page, type PageSource } from "./html/page.ts";
export { type ImportOptions, type ImportReport, importPages } from "./import/import.ts";
export { type ImportRecord, SKIPS, type Skip } from "./import/record.ts";
export { type RecordOptions, recordsIn } from "./import/records.ts";
export { platforms } from "./platforms/index.gen.ts";

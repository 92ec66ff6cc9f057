/**
 * Belowline: news articles and the conversation below them, as a research corpus in Postgres. Both wings in one package.
 *
 * @example
 * import { crawl, openCorpus } from "belowline";
 *
 * await using corpus = await openCorpus("./corpus");
 * await crawl({ seeds: ["https://news.example"], sink: corpus.sink(), contact: "mailto:lab@university.example" });
 * for await (const comment of corpus.comments().where({ search: "flood" })) console.log(comment.createdAt, comment.text);
 * @module
 */
export * from "@belowline/corpus";
export * from "@belowline/schema";
export * from "@belowline/scraper";

/**
 * The ordered migrations of a corpus. Each runs one statement per call, because PGlite refuses several in a prepared query.
 * @module
 */
import type { Migration } from "kysely/migration";
import { publishers } from "./0001_publishers.ts";
import { captures } from "./0002_captures.ts";
import { articles } from "./0003_articles.ts";
import { threadsAndComments } from "./0004_threads.ts";
import { search } from "./0005_search.ts";
import { views } from "./0006_views.ts";
import { boilerplate } from "./0007_boilerplate.ts";
import { identity } from "./0008_identity.ts";
import { duplicates } from "./0009_duplicates.ts";
import { hosts } from "./0010_hosts.ts";
import { tokens } from "./0011_tokens.ts";
import { time } from "./0012_time.ts";
import { research } from "./0013_research.ts";
import { golden } from "./0014_golden.ts";
import { erasure } from "./0015_erasure.ts";
import { scale } from "./0016_scale.ts";
import { mentions } from "./0017_mentions.ts";
import { wordViews } from "./0018_word_views.ts";
import { tokenCounts } from "./0019_token_counts.ts";
import { commentSources } from "./0020_comment_sources.ts";
import { textsBesideTerms } from "./0021_texts_beside_terms.ts";
import { snapshotUrls } from "./0022_snapshot_urls.ts";

/** By name, in order. A published migration is never changed: the next idea gets the next number. */
export const migrations: Record<string, Migration> = {
  "0001_publishers": publishers,
  "0002_captures": captures,
  "0003_articles": articles,
  "0004_threads": threadsAndComments,
  "0005_search": search,
  "0006_views": views,
  "0007_boilerplate": boilerplate,
  "0008_identity": identity,
  "0009_duplicates": duplicates,
  "0010_hosts": hosts,
  "0011_tokens": tokens,
  "0012_time": time,
  "0013_research": research,
  "0014_golden": golden,
  "0015_erasure": erasure,
  "0016_scale": scale,
  "0017_mentions": mentions,
  "0018_word_views": wordViews,
  "0019_token_counts": tokenCounts,
  "0020_comment_sources": commentSources,
  "0021_texts_beside_terms": textsBesideTerms,
  "0022_snapshot_urls": snapshotUrls,
};

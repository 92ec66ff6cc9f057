// Visiting: what every part of one commit shares: the transaction, the page, the moment and the captures as stored.
import type { CaptureId, CrawlId, PublisherId } from "@belowline/schema";
import { StoreError } from "@belowline/schema";
import type { PageTable } from "@belowline/schema/tables";
import type { Selectable } from "kysely";
import type { Tx } from "./rows.ts";

export interface Visiting {
  readonly tx: Tx;
  readonly crawl: CrawlId;
  readonly page: Selectable<PageTable>;
  readonly publisher: string;
  readonly publisherId: PublisherId;
  /** When the visit ended, ISO 8601. */
  readonly at: string;
  /** Stored answers are read again: nothing was seen anew, nothing can have vanished, and every difference is our doing. */
  readonly offline?: true;
  /** Given capture id to stored one: an answer that came before keeps its first id. */
  readonly captures: ReadonlyMap<CaptureId, CaptureId>;
}

/** The run that notices what is noticed; none where answers are read again. */
export const runOf = ({ crawl, offline }: Pick<Visiting, "crawl" | "offline">): CrawlId | null =>
  offline ? null : crawl;

/** The stored id of a capture of this visit. */
export function storedCapture(visiting: Visiting, id: CaptureId | undefined): CaptureId {
  const stored = id === undefined ? undefined : visiting.captures.get(id);
  if (stored !== undefined) return stored;
  throw new StoreError(
    "store/capture-missing",
    `commit of ${visiting.page.url}: what was read names the capture ${id ?? "(none)"}, which the visit does not hold; ` +
      "every derived row must name the answer it came from",
    { capture: id ?? null, url: visiting.page.url },
  );
}

// The headers of a conditional request (RFC 9110 section 13): what we hold, told by the validators of its answer.
import type { LeasedPage } from "@belowline/schema";

export const validators = ({ etag, lastModified }: LeasedPage): Record<string, string> => ({
  ...(etag === null ? {} : { "if-none-match": etag }),
  ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
});

// One answer of a platform to what it says, or to the gap that it leaves. Plain data in and out, so that any thread can read it.
import { type Ask, type Capture, type Gap, isAdapterError } from "@belowline/schema";
import { answerOf } from "./answer.ts";
import { endsMidway } from "./cut-off.ts";
import type { AnyPlatform, Batch, Ref } from "./platform.ts";

export interface Understood {
  readonly read: Batch | Gap;
  /** The page ends in its middle. */
  readonly isCut: boolean;
}

/** Never throws: an answer that nobody understands is a gap. */
export function understand(platform: AnyPlatform, ask: Ask, capture: Capture, ref: Ref): Understood {
  const answer = answerOf(ask, capture);
  try {
    return { read: platform.read(answer, ref), isCut: ask.accept !== "json" && endsMidway(answer) };
  } catch (error) {
    // Only the adapter's own message is known to hold no name; any other error is told by its kind alone.
    const why = isAdapterError(error) ? error.message : `${platform.id}: ${(error as Error).name} in read()`;
    return {
      read: { reason: "adapter-broken", count: null, detail: `${why}; kept as capture ${capture.id}` },
      isCut: false,
    };
  }
}

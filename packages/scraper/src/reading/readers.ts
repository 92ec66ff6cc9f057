// Readers: who reads pages and answers. Ordinary ones are read here; heavy ones on a thread, so that a crawl goes on meanwhile.
import { FetchError, type Gap } from "@belowline/schema";
import type { AnyPlatform } from "../comments/platform.ts";
import { type Understood, understand } from "../comments/understand.ts";
import { shownUrl } from "../fetch/shown.ts";
import { platforms as known } from "../platforms/index.gen.ts";
import { openDesk } from "./desk.ts";
import { type AnswerOrder, type Order, type PageOrder, type PageReading, readPage } from "./read.ts";
import { isHeavy } from "./weight.ts";

export interface Readers {
  page(order: PageOrder): Promise<PageReading>;
  /** One answer of a platform; `platform` is the one that `order` names. */
  answer(platform: AnyPlatform, order: Omit<AnswerOrder, "platform">): Promise<Understood>;
  /** Ends the thread. What it was reading is rejected with `fetch/aborted`. */
  stop(): Promise<void>;
}

export interface ReadersOptions {
  /** Those that read threads; a thread can be handed none that is not of this version's registry, so with others all is read here. */
  readonly platforms?: readonly AnyPlatform[];
  /** How long a heavy page may take, in milliseconds. */
  readonly limitMs: number;
  readonly heapMb?: number;
  readonly lingerMs?: number;
  /** What goes to the thread. */
  readonly isHeavy?: (body: Uint8Array) => boolean;
  /** Ends a heavy reading at once. */
  readonly signal?: AbortSignal | undefined;
}

/** For whoever waits beside other work: a page in two thousand times the time of an ordinary one. */
export const CRAWL_LIMIT_MS = 60_000;
/** For whoever reads what is stored, and has nothing else to do. */
export const REREAD_LIMIT_MS = 600_000;
/** Three times what the largest page needs that the bound of elements leaves. */
const HEAP_MB = 2048;
/** Heavy pages come in groups: the publisher's own way to build pages is why they are heavy. */
const LINGER_MS = 10_000;

export function startReaders({
  platforms = known,
  limitMs,
  heapMb = HEAP_MB,
  lingerMs = LINGER_MS,
  isHeavy: goes = isHeavy,
  signal,
}: ReadersOptions): Readers {
  const desk = openDesk({ limitMs, heapMb, lingerMs });
  const onAbort = (): void => void desk.close();
  signal?.addEventListener("abort", onAbort, { once: true });

  /** On the thread; undefined where it is to be read here. */
  async function away<T>(
    order: Order,
    url: string,
    body: Uint8Array,
  ): Promise<{ value: T } | { fault: string } | undefined> {
    if (!goes(body)) return undefined;
    const stopped = (): FetchError => new FetchError("aborted", `${shownUrl(url)}: stopped while it was read`, { url });
    if (signal?.aborted) throw stopped();
    const own = new Uint8Array(body);
    const came = await desk.read<T>(withBody(order, own), [own.buffer]);
    if (!("none" in came)) return came;
    if (came.none === "closed") throw stopped();
    return undefined;
  }

  return {
    async page(order) {
      const { url, body } = order.capture;
      const came = platforms === known ? await away<PageReading>({ page: order }, url, body) : undefined;
      if (came === undefined) return readPage(order, platforms);
      if ("value" in came) return came.value;
      return { kind: "broken", code: "adapter/too-heavy", message: `${url}: ${came.fault}` };
    },
    async answer(platform, { ask, capture, ref }) {
      const order = { platform: platform.id, ask, capture, ref };
      const isKnown = known.some((one) => one === platform);
      const came = isKnown ? await away<Understood>({ answer: order }, capture.url, capture.body) : undefined;
      if (came === undefined) return understand(platform, ask, capture, ref);
      if ("value" in came) return came.value;
      const gap: Gap = {
        reason: "adapter-broken",
        count: null,
        detail: `${shownUrl(capture.url)} ${came.fault}; kept as capture ${capture.id}`,
      };
      return { read: gap, isCut: false };
    },
    async stop() {
      signal?.removeEventListener("abort", onAbort);
      await desk.close();
    },
  };
}

/** With a body of its own, which can be given away. */
function withBody(order: Order, body: Uint8Array): Order {
  return "page" in order
    ? { page: { ...order.page, capture: { ...order.page.capture, body } } }
    : { answer: { ...order.answer, capture: { ...order.answer.capture, body } } };
}

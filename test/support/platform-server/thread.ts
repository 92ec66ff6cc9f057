// One invented thread from a seed: thousands of comments with everything that real ones have. It is the truth of a conformance run.

export interface TrueComment {
  /** 1 and up, in the order of writing. */
  readonly id: number;
  readonly parent: number | null;
  /** The comment at the top above it; itself at the top. */
  readonly root: number;
  /** Null where nobody is named; an empty name where the writer left the field empty. */
  readonly author: { readonly key: number; readonly name: string } | null;
  /** Plain text; may hold what is markup elsewhere. Empty when it is gone. */
  readonly paragraphs: readonly string[];
  /** Milliseconds since 1970, whole seconds; several comments may share one. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly up: number;
  readonly down: number;
  readonly state: "visible" | "deleted" | "removed";
  /** It belongs to another thread, and a faulty server mixes it in. */
  readonly foreign?: true;
}

export type TrueThread = readonly TrueComment[];

const NAMES = [
  "Ada",
  "Björn",
  "Ngọc",
  "Zoë Ågren",
  "Мария",
  "أمينة",
  "王小明",
  "さくら",
  "Σωκράτης",
  "O'Neill",
  "a<b>&c",
  "🙂 Kim",
  "",
];
const WORDS =
  "harbour council tram rain budget bridge — naïve Straße школа школы جسر تحت المطر 港口 电车 雨 橋 ποτάμι गाँव 🙂 👩‍👩‍👧 <b>bold</b> a&b &amp; 5<6 “quoted” it's".split(
    " ",
  );
const START = Date.UTC(2026, 2, 1, 8);

/** Random numbers below 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A sixth of the thread answers one comment, a twelfth is one chain of answers, the rest is a crowd. */
export function generateThread(seed: number, size: number): TrueThread {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const thread: TrueComment[] = [];
  let time = START;
  let chain: number | null = null;
  for (let id = 1; id <= size; id++) {
    // One in five is written in the same second as the one before it.
    if (random() > 0.2) time += (1 + below(600)) * 1000;
    const kind = random();
    const parent =
      id === 1 ? null : kind < 1 / 6 ? 1 : kind < 1 / 4 ? (chain ?? 1) : kind < 0.6 ? 1 + below(id - 1) : null;
    if (kind >= 1 / 6 && kind < 1 / 4) chain = id;
    const gone = random();
    const state = id > 1 && gone < 0.03 ? "deleted" : id > 1 && gone < 0.05 ? "removed" : "visible";
    const writer = below(40);
    thread.push({
      id,
      parent,
      root: parent === null ? id : thread[parent - 1]!.root,
      author: random() < 0.02 ? null : { key: writer, name: NAMES[writer % NAMES.length]! },
      paragraphs: state === "visible" ? Array.from({ length: 1 + below(3) }, () => sentence(below, id)) : [],
      createdAt: time,
      editedAt: state === "visible" && random() < 0.1 ? time + (1 + below(3600)) * 1000 : null,
      up: below(50),
      down: below(9),
      state,
    });
  }
  return thread;
}

const sentence = (below: (n: number) => number, id: number): string =>
  [`No. ${id}:`, ...Array.from({ length: 2 + below(12) }, () => WORDS[below(WORDS.length)]!)].join(" ");

/** The comments below each comment; `null` has those at the top. In the order of writing. */
export function repliesOf(thread: TrueThread): ReadonlyMap<number | null, readonly TrueComment[]> {
  const replies = new Map<number | null, TrueComment[]>();
  for (const comment of thread) {
    const known = replies.get(comment.parent);
    if (known) known.push(comment);
    else replies.set(comment.parent, [comment]);
  }
  return replies;
}

const byId = new WeakMap<TrueThread, ReadonlyMap<number, TrueComment>>();

/** The comments above one, nearest first, as far as the thread holds them. */
export function ancestorsOf(comment: TrueComment, thread: TrueThread): readonly TrueComment[] {
  let known = byId.get(thread);
  if (!known) byId.set(thread, (known = new Map(thread.map((one) => [one.id, one]))));
  const above: TrueComment[] = [];
  for (let at = comment.parent; at !== null; at = above.at(-1)!.parent) {
    const parent = known.get(at);
    if (!parent) break;
    above.push(parent);
  }
  return above;
}

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The comment as most platforms write it. */
export const htmlOf = ({ paragraphs }: TrueComment): string =>
  paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n");

export const textOf = ({ paragraphs }: TrueComment): string => paragraphs.join("\n");

/** `2026-03-01T08:00:00Z`. */
export const isoOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

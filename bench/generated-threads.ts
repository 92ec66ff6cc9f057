// Threads for benchmarks: invented comments of heavy-tailed length, a third of them replies, the same in each run.
import { type Comment, newPrivacyKey, privacyOf, type Thread } from "@belowline/schema";

export const SITE = "https://harbour.example/";
export const NOW = "2026-03-05T12:00:00.000Z";

const WORDS =
  "the harbour wall ferry council nobody asked again money stone winter tide boats they vote rain library on of and a".split(
    " ",
  );

export function generatedThreads(threads: number, perThread: number): readonly Thread[] {
  const privacy = privacyOf("pseudonym", newPrivacyKey());
  let seed = 1;
  // Lehmer's generator, multiplier of Park and Miller.
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const textOf = (): string =>
    Array.from({ length: 5 + Math.floor(60 * random() ** 3) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(
      " ",
    );
  return Array.from({ length: threads }, (_, t) => {
    const key = `harbour.example/?p=${t}`;
    const comments = Array.from({ length: perThread }, (_, i): Comment => {
      const text = textOf();
      const parent = i > 0 && random() < 0.33 ? String(t * 1e6 + Math.floor(random() * i)) : null;
      return {
        nativeId: String(t * 1e6 + i),
        parent,
        parentFrom: "id",
        author: privacy.author("harbour.example", { name: `reader ${Math.floor(random() * 5000)}` }),
        byArticleAuthor: false,
        createdAt: {
          at: new Date(Date.parse(NOW) - 1e7 + i * 1000).toISOString(),
          offset: "Z",
          precision: "s",
          source: "machine",
          raw: "",
        },
        editedAt: null,
        html: `<p>${text}</p>`,
        text,
        state: "visible",
        votes: null,
        permalink: `${SITE}${t}/#comment-${i}`,
        root: parent ?? String(t * 1e6 + i),
        depth: parent === null ? 1 : 2,
        position: i,
        orphan: false,
      };
    });
    return {
      platform: "wordpress",
      key,
      ref: { key },
      announced: perThread,
      articleUrl: `${SITE}${t}/`,
      comments,
      collected: perThread,
      complete: true,
      gaps: [],
      open: true,
      ways: ["rest"],
      captureOf: {},
    };
  });
}

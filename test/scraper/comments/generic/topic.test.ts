// Topics of forums that nobody described: the opening post is the first of the thread, wherever the page keeps it.
import { describe, expect, it } from "vitest";
import { readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { pageOf } from "../../../support/replay.ts";

const OPENING = "Who still knows when the night boat ran, and from which pier it went?";
const SAID = ["It ran from the old pier until the war.", "From the new one, as far as I know it."] as const;
const read = (body: string, url = "https://talk.example/a/1") =>
  readThread(pageOf(url, `<html lang="en"><body><h1>Night boats</h1>${body}</body></html>`))?.comments.map(
    ({ author, createdAt, text }) => [author?.name, createdAt?.at.slice(0, 10), text],
  );
const post = (i: number, about = ""): string =>
  `<td class="msg" id="message_${40 + i}"><div class="info"><b class="user">member${i}</b> <span class="post_time" title="2024-02-2${i} 10:0${i}">2 years ago</span></div><div class="msg_text">${SAID[i]}</div>${about}</td>`;
const rows = (...posts: string[]): string => `<table><tr>${posts.join("</tr><tr>")}</tr></table>`;
const statement = `<script type="application/ld+json">${JSON.stringify({
  "@context": "https://schema.org",
  "@type": "DiscussionForumPosting",
  headline: "Night boats",
  author: { "@type": "Person", name: "purser" },
  datePublished: "2024-02-19",
  articleBody: OPENING,
})}</script>`;
const ANSWERS = [
  ["member0", "2024-02-20", SAID[0]],
  ["member1", "2024-02-21", SAID[1]],
];

describe("a topic", () => {
  it("has posts by their names, where JSON-LD or the address says that it is one, and nowhere else", () => {
    expect(read(statement + rows(post(0), post(1)))).toEqual([["purser", "2024-02-19", OPENING], ...ANSWERS]);
    expect(read(rows(post(0), post(1)), "https://talk.example/showthread.php?t=4")).toEqual(ANSWERS);
    expect(read(rows(post(0), post(1)))).toBeUndefined();
  });

  it("has its opening post once, if the page prints what it states", () => {
    const printed = rows(post(0).replace(SAID[0], `${OPENING} I should like to know.`), post(1));
    expect(read(statement + printed)?.map(([name]) => name)).toEqual(["member0", "member1"]);
  });

  it("begins with the post that microdata puts the answers into", () => {
    const answer = (i: number): string =>
      `<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="r${i}"><i itemprop="author">member${i}</i><time datetime="2024-02-2${i}T10:00Z"></time><div itemprop="text">${SAID[i]}</div></div>`;
    const scope = `<div itemscope itemtype="https://schema.org/DiscussionForumPosting"><header>Boats, 2 answers</header><div><i itemprop="author">purser</i><time datetime="2024-02-19T10:00Z"></time><div itemprop="text">${OPENING}</div></div>${answer(0)}${answer(1)}</div>`;
    expect(read(scope)).toEqual([["purser", "2024-02-19", OPENING], ...ANSWERS]);
  });

  it("has no signature among its words", () => {
    const signed =
      '<div class="signature"><div class="sig_text">Slow is smooth, and smooth is fast, as they say on deck.</div></div>';
    expect(read(statement + rows(post(0, signed), post(1, signed)))?.slice(1)).toEqual(ANSWERS);
  });
});

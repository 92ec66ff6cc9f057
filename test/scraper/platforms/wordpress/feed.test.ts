// Comment feeds: parents where Atom tells them, and nothing that WordPress adds to a comment's text.
import { describe, expect, it } from "vitest";
import { answerOf } from "../../../../packages/scraper/src/comments/answer.ts";
import { readFeed } from "../../../../packages/scraper/src/platforms/wordpress/feed.ts";
import { captureOf } from "../../../support/replay.ts";

const url = "https://x.example/a/feed/";
const read = (body: string, status = 200) => readFeed(answerOf({ url }, captureOf({ url, body, status })));
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><link>https://x.example</link><description/>${items}</channel></rss>`;
const item = (id: number, content: string) =>
  `<item><title>By: Ada</title><link>https://x.example/a/#comment-${id}</link><dc:creator><![CDATA[Ada]]></dc:creator><pubDate>Mon, 02 Mar 2026 08:15:00 +0000</pubDate><guid isPermaLink="false">https://x.example/a/#comment-${id}</guid><description>short</description><content:encoded><![CDATA[${content}]]></content:encoded></item>`;

describe("readFeed", () => {
  it("reads RSS oldest first, and finds the parent in the line that WordPress puts before a reply", () => {
    const reply = '<p>Als Antwort auf <a href="https://x.example/a/#comment-1">Ada</a>.</p>\n<p>No.</p>';
    const told = read(rss(item(2, reply) + item(1, "<p>Yes.</p>")))!;
    expect(told.comments.map(({ nativeId, parent, parentFrom, text }) => [nativeId, parent, parentFrom, text])).toEqual(
      [
        ["1", null, "none", "Yes."],
        ["2", "1", "id", "No."],
      ],
    );
    expect(told.comments[0]!.createdAt).toMatchObject({ at: "2026-03-02T08:15:00.000Z", precision: "s" });
  });

  it("keeps a first paragraph that quotes a link to a comment among many words", () => {
    const own =
      '<p>What <a href="https://x.example/a/#comment-1">Ada</a> wrote about the ferry is right, and more than right.</p>';
    expect(read(rss(item(2, own)))!.comments[0]!.text).toContain("more than right");
  });

  it("takes no pingback and no comment behind a password", () => {
    const told = read(
      rss(item(3, "<p>[&#8230;] a link [&#8230;]</p>") + item(2, '<form class="post-password-form"></form>')),
    )!;
    expect([told.comments.length, told.apart, told.locked]).toEqual([0, ["3"], 1]);
  });

  it.each([["<html><body>Not found</body></html>"], ["{}"], [""], ["<rss><channel>"]])(
    "takes %j for no feed, or an empty one",
    (body) => {
      expect(read(body)?.comments ?? []).toEqual([]);
    },
  );

  it("takes an error page for no feed", () => expect(read(rss(item(1, "<p>x</p>")), 404)).toBeUndefined());
});

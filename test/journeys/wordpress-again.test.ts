// A real WordPress is crawled, changed and crawled again: edits become revisions, deletions events, names stay where they may.
import type { Corpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { countRows } from "../support/rows.ts";
import { fold, plainLine, readableComments } from "../support/wordpress/expected.ts";
import { foundArticles, foundComments } from "../support/wordpress/found.ts";
import { FIRST_VARIANT, startWordPress, type WordPress } from "../support/wordpress/start.ts";

let wordpress: WordPress;
beforeAll(async () => {
  wordpress = await startWordPress();
}, 600_000); // on a bare machine it installs Debian's packages first
afterAll(async () => {
  await wordpress?.stop();
});

describe("a real WordPress, visited again", () => {
  let corpus: Corpus;
  const one = async (id: string) => (await foundComments(corpus.db, await wordpress.truth())).find((c) => c.id === id);

  beforeAll(async () => {
    await wordpress.configure(FIRST_VARIANT);
    corpus = await engines[0]!.open({ authors: "raw" });
    await crawlInto(corpus);
  });
  afterAll(async () => {
    await corpus?.close();
  });

  it("keeps the names where the corpus was made to keep them", async () => {
    const truth = await wordpress.truth();
    const found = new Map((await foundComments(corpus.db, truth)).map((comment) => [comment.id, comment]));
    const named = readableComments(truth).filter((comment) => comment.author !== "");
    expect(named.map((comment) => [comment.id, fold(found.get(comment.id)?.name ?? "")])).toEqual(
      named.map((comment) => [comment.id, plainLine(comment.author)]),
    );
  });

  it("keeps an edit as a revision, a deletion as an event and a new comment as a row", async () => {
    const { posts, comments } = wordpress.seeded;
    const before = await countRows(corpus);
    await wordpress.editComment(comments.f2!, "Same second, other opinion; and I was wrong about the 16 euros.");
    await wordpress.deleteComment(comments["library-4"]!);
    await wordpress.setCommentStatus(comments["mir-3"]!, "hold");
    const added = await wordpress.addComment({ post: posts.bridge!, author: "Edda", content: "Nine minutes? Six." });
    await wordpress.editPost(posts.bridge!, {
      content: "<p>From Tuesday, not Monday, nobody crosses the footbridge.</p>",
    });
    await crawlInto(corpus, true);

    expect(await one(comments.f2!)).toMatchObject({
      revision: 2,
      gone: false,
      text: expect.stringContaining("I was wrong"),
    });
    expect(await one(comments["library-4"]!)).toMatchObject({ gone: true, text: expect.stringContaining("Progress?") });
    expect(await one(comments["mir-3"]!)).toMatchObject({ gone: true });
    expect(await one(added)).toMatchObject({ gone: false, name: "Edda", text: "Nine minutes? Six." });
    const bridge = (await foundArticles(corpus.db)).find((article) => article.headline.startsWith("Footbridge"));
    expect(bridge).toMatchObject({ revision: 2, lines: ["From Tuesday, not Monday, nobody crosses the footbridge."] });

    const events = await corpus.db.selectFrom("event").select("kind").execute();
    expect(events.map((event) => event.kind).sort()).toEqual([
      "article-revised",
      "comment-revised",
      "comment-vanished",
      "comment-vanished",
    ]);
    const after = await countRows(corpus);
    expect([after.comment, after.commentRevision, after.articleRevision, after.article, after.commenter]).toEqual([
      before.comment! + 1,
      before.commentRevision! + 2,
      before.articleRevision! + 1,
      before.article,
      before.commenter,
    ]);
  });

  it("tells when a comment is back", async () => {
    const { comments } = wordpress.seeded;
    await wordpress.setCommentStatus(comments["mir-3"]!, "approve");
    await crawlInto(corpus, true);
    expect(await one(comments["mir-3"]!)).toMatchObject({ gone: false, revision: 1 });
    const events = await corpus.db.selectFrom("event").select("kind").where("kind", "=", "comment-returned").execute();
    expect(events).toHaveLength(1);
  });
});

const crawlInto = (corpus: Corpus, refresh = false) =>
  crawl({ seeds: [wordpress.url], sink: corpus.sink(), allowPrivateNetwork: true, refresh });

// The bundled site crawled, one comment erased, crawled and read again: the words stand nowhere in the corpus, though the site still prints them.
import { crawl, reader } from "@belowline/scraper";
import { describe, expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { engines } from "../support/corpus.ts";
import { dumpOf } from "../support/dump.ts";

const CANARY = "quennebrux";

describe.each(engines)("an erased comment on $name", ({ open }) => {
  it("does not come back by a crawl, an edit of the comment, or a re-extraction", async () => {
    const site = await startSite({ articles: 4 });
    const { slug } = site.stories().find((story) => site.comments(story.slug).length > 2)!;
    const text = `They have kept the ${CANARY} in the cellar since the spring of last year, as everybody knows.`;
    const id = site.addComment(slug, { author: "Ottilie Vandermeer", text });
    const local = { seeds: [site.url], allowPrivateNetwork: true } as const;
    await using corpus = await open();
    try {
      await crawl({ ...local, sink: corpus.sink() });
      await corpus.indexTokens();
      const all = await corpus.comments().count();
      expect(await dumpOf(corpus)).toContain(CANARY);
      const [comment] = await corpus.comments().where({ search: CANARY });
      expect(comment!.nativeId).toBe(String(id));

      await corpus.erase({ comment: comment!.id });
      expect(await dumpOf(corpus)).not.toContain(CANARY);
      await crawl({ ...local, sink: corpus.sink(), refresh: true });
      site.editComment(id, `${text} And I say it once more: the ${CANARY} is still there.`);
      await crawl({ ...local, sink: corpus.sink(), refresh: true });
      const { comments, dropped } = await corpus.reextract(reader());
      expect(comments).toMatchObject({ new: 0, changed: 0 });
      expect(dropped).toBeGreaterThan(0);
      expect(await dumpOf(corpus)).not.toContain(CANARY);
      expect(await dumpOf(corpus)).not.toContain("Ottilie");
      expect(await corpus.comments().count()).toBe(all - 1);
    } finally {
      await site.stop();
    }
  });
});

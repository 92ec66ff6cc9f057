// Two papers that print the same stories, crawled: copies are found over both, and a rewritten story leaves its cluster.
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import type { DuplicateCluster } from "../../packages/corpus/src/index.ts";
import { engines } from "../support/corpus.ts";

const local = { allowPrivateNetwork: true } as const;

describe.each(engines)("a crawl of two papers with one newsroom on $name", ({ open }) => {
  let sites: Site[];
  beforeAll(async () => {
    sites = [await startSite(), await startSite()];
  });
  afterAll(async () => {
    for (const site of sites) await site.stop();
  });

  it("ends with clusters, copied comments and a representative of each; an edit is followed", async () => {
    await using corpus = await open();
    const [one, other] = sites as [Site, Site];
    const all = one.stories().length;
    await crawl({ seeds: sites.map(({ url }) => url), sink: corpus.sink(), ...local });
    const articles = await corpus.articles();
    expect(articles).toHaveLength(2 * all);
    expect(articles.every(({ clusterId }) => clusterId !== null)).toBe(true);
    expect(await corpus.articles({ duplicates: "representatives" }).count()).toBe(all);
    const papers = [...new Set(articles.map(({ publisher }) => publisher))];
    for (const publisher of papers) {
      expect(await corpus.articles({ duplicates: "representatives" }).where({ publisher }).count()).toBe(all);
    }
    const clusters: DuplicateCluster[] = [];
    for await (const cluster of corpus.duplicates.clusters()) clusters.push(cluster);
    expect(clusters.map(({ members }) => members.map(({ publisher }) => publisher).sort())).toEqual(
      clusters.map(() => [...papers].sort()),
    );
    const copies = (await corpus.comments()).filter(({ duplicateOf }) => duplicateOf !== null);
    expect(copies.length).toBeGreaterThan(5);
    const counted = await corpus.articles({ duplicates: "representatives" }).freq();
    expect(counted.counted.texts).toBe(all);
    expect(counted.counted.where).toEqual([{ duplicates: "representatives" }]);

    const { slug } = one.stories()[0]!;
    other.editArticle(slug, {
      body: [
        "Nothing of what stood here holds any longer, the editors of the second paper write under a new headline.",
        "A correction has been printed at length on page four, and readers may ask at the counter for their coins back.",
      ],
    });
    await crawl({ seeds: sites.map(({ url }) => url), sink: corpus.sink(), refresh: true, ...local });
    const after = await corpus.articles().where({ url: [one.address(slug), other.address(slug)] });
    expect(after.map(({ clusterId }) => clusterId)).toEqual([null, null]);
    const { reasons, together } = await corpus.duplicates.pair(one.address(slug), other.address(slug));
    expect(together).toBe(false);
    expect(reasons.join("\n")).toContain("not alike");
    expect(await corpus.duplicates.methods()).toContain(`${2 * all - 2} articles form ${all - 1} clusters`);
  });
});

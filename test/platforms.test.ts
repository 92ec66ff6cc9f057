// Every example of every platform, replayed offline.
import { describe, expect, it } from "vitest";
import type { AnyPlatform } from "../packages/scraper/src/comments/platform.ts";
import { platforms } from "../packages/scraper/src/platforms/index.gen.ts";
import { replayExample } from "./support/replay.ts";

describe.each(platforms as readonly AnyPlatform[])("$id", (platform) => {
  it.each(platform.examples)("reads $fixture", async (example) => {
    const thread = await replayExample(platform, example);
    if (example.expect === "no thread") return expect(thread).toBeUndefined();
    const { comments, deepest, announced, complete, ways, gaps = [], parents = {}, first } = example.expect;
    expect(thread).toBeDefined();
    const told = {
      comments: thread!.comments.length,
      deepest: Math.max(0, ...thread!.comments.map((comment) => comment.depth)),
      announced: thread!.announced,
      complete: thread!.complete,
      ways: thread!.ways,
      gaps: thread!.gaps.map((gap) => gap.reason),
    };
    expect(told).toEqual({ comments, deepest, announced, complete, ways, gaps });
    const stated = new Map(thread!.comments.map((comment) => [comment.nativeId, comment.parent]));
    for (const [id, parent] of Object.entries(parents)) expect([id, stated.get(id)]).toEqual([id, parent]);
    expect(thread!.comments[0] ?? {}).toMatchObject(first);
  });
});

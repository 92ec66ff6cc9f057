// A Discourse topic over the generated thread, seen from its own page: the JSON of the topic, as below an article.
import discourse from "../../../../packages/scraper/src/platforms/discourse.ts";
import { articlePage, definePlatformServer } from "../server.ts";
import embedded from "./discourse-embed.ts";

export default definePlatformServer({
  ...embedded,
  platform: discourse,
  // The forum is the publisher here.
  origin: "https://talk.news.example",
  article: (origin) => `${origin}/t/bridge/4711`,
  page: (world) =>
    articlePage(world, {
      head: '<meta name="generator" content="Discourse 3.4.0">',
      body: '<div id="post_2" class="topic-body crawler-post"><div class="post" itemprop="text"><p>Printed.</p></div></div>',
    }),
  answer(ask, world) {
    const served = embedded.answer?.(ask, world);
    const topic = served && "json" in served ? (served.json as Topic) : undefined;
    if (topic?.post_stream.stream === undefined) return served;
    // No article stands behind this topic, so that no stub of one is its first post.
    const { posts, stream } = topic.post_stream;
    const post_stream = { posts: posts.filter((post) => post.post_number !== 1), stream: stream.slice(1) };
    return { json: { ...topic, posts_count: stream.length - 1, post_stream } };
  },
});

interface Topic {
  readonly post_stream: { readonly posts: readonly { readonly post_number: number }[]; readonly stream?: number[] };
}

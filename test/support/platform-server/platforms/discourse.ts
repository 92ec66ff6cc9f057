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
});

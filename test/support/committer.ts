// A process that commits thread after thread to a corpus folder and says each one aloud once it is acknowledged.
import { openCorpus } from "../../packages/corpus/src/index.ts";
import { crawlStories } from "./corpus.ts";

const corpus = await openCorpus(process.argv[2]!, { key: new Uint8Array(32).fill(7) });
const sink = corpus.sink();
for (let n = Number(process.argv[3]); ; n++) {
  const path = `/story-${n}`;
  const comments = Array.from({ length: 5 }, (_, i) => ({ id: String(i), text: `${path} ${i}` }));
  await crawlStories(sink, [{ path, comments }]);
  process.stdout.write(`${path}\n`);
}

// networkOf(): who answers whom, over any number of threads.
import type { ThreadTree } from "../query/tree.ts";
import type { Voice } from "./voice.ts";

/** A commenter within one publisher; those who neither answer nor are answered are here too. */
export interface NetworkNode {
  /** Publisher and author. */
  readonly id: string;
  readonly publisher: string;
  readonly author: string;
  readonly comments: number;
}

/** All answers of one commenter to another. */
export interface NetworkEdge {
  /** Who answers: the id of a node. */
  readonly from: string;
  /** Who is answered. */
  readonly to: string;
  readonly replies: number;
  /** Earliest and latest of the answers, as stated; null where none has a date. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export interface ReplyNetwork {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  /** Answers to oneself; they are no edges. */
  readonly selfReplies: number;
  /** Answers by or to somebody of whom nobody tells who it is. */
  readonly unattributed: number;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A network that grows thread by thread. */
export function networkBuilder() {
  const nodes = new Map<string, Changing<NetworkNode>>();
  const edges = new Map<string, Changing<NetworkEdge>>();
  let [selfReplies, unattributed] = [0, 0];
  return {
    add(tree: ThreadTree<Voice>): void {
      const { publisher } = tree.thread;
      const idOf = (author: string): string => `${publisher} ${author}`;
      for (const { id, author, createdAt } of tree.comments) {
        if (author !== null) {
          const node = nodes.get(idOf(author));
          if (node) node.comments++;
          else nodes.set(idOf(author), { id: idOf(author), publisher, author, comments: 1 });
        }
        const answered = tree.parent(id);
        if (answered === undefined) continue;
        if (author === null || answered.author === null) unattributed++;
        else if (author === answered.author) selfReplies++;
        else join(idOf(author), idOf(answered.author), createdAt);
      }
    },
    done: (): ReplyNetwork => ({ nodes: [...nodes.values()], edges: [...edges.values()], selfReplies, unattributed }),
  };

  function join(from: string, to: string, at: string | null): void {
    const key = JSON.stringify([from, to]);
    const edge = edges.get(key);
    if (!edge) {
      edges.set(key, { from, to, replies: 1, firstAt: at, lastAt: at });
      return;
    }
    edge.replies++;
    if (at === null) return;
    if (edge.firstAt === null || at < edge.firstAt) edge.firstAt = at;
    if (edge.lastAt === null || at > edge.lastAt) edge.lastAt = at;
  }
}

/**
 * @example
 * const tree = await corpus.thread(article.id);
 * const { nodes, edges } = networkOf(tree ? [tree] : []);
 */
export function networkOf(trees: Iterable<ThreadTree<Voice>>): ReplyNetwork {
  const network = networkBuilder();
  for (const tree of trees) network.add(tree);
  return network.done();
}

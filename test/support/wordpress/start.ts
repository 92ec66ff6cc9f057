// startWordPress: a real WordPress from Debian's packages on a loopback port, with a small news site in it.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startChild } from "./child.ts";
import { startDatabase } from "./database.ts";
import { ensurePackages, WORDPRESS } from "./packages.ts";
import type { Truth } from "./truth.ts";

const HERE = import.meta.dirname;

/** How the site is set up; one instance serves every variant, one after the other. */
export interface Variant {
  /** HTML5 markup; block markup; XHTML of the first decade; plain tags without any of WordPress's classes. */
  readonly theme: "twentytwentyone" | "twentytwentythree" | "belowline-legacy" | "belowline-bare";
  /** `closed-401`: every call is refused, as security plugins do. `closed-404`: the routes of posts and comments are gone. */
  readonly rest: "open" | "closed-401" | "closed-404";
  readonly permalinks: "pretty" | "plain";
  readonly pageComments: boolean;
  readonly commentsPerPage: number;
  /** `thread_comments_depth`: replies below this level are printed on it. 1 prints no threads at all. */
  readonly threadDepth: number;
  readonly printComments: boolean;
}

export const FIRST_VARIANT: Variant = {
  theme: "twentytwentyone",
  rest: "open",
  permalinks: "pretty",
  pageComments: true,
  commentsPerPage: 20,
  threadDepth: 5,
  printComments: true,
};

export interface NewComment {
  readonly post: string;
  readonly parent?: string;
  readonly author: string;
  readonly content: string;
  /** `2025-03-03 06:00:00`, UTC; now if left out. */
  readonly date?: string;
}

export interface WordPress {
  /** Home address without a final slash. */
  readonly url: string;
  /** Ids by the names that the seed gives them (php/articles.php, php/conversations.php). */
  readonly seeded: {
    readonly posts: Readonly<Record<string, string>>;
    readonly comments: Readonly<Record<string, string>>;
  };
  /** What is not named becomes as in FIRST_VARIANT. */
  configure(variant: Partial<Variant>): Promise<void>;
  truth(): Promise<Truth>;
  editPost(id: string, change: { readonly title?: string; readonly content?: string }): Promise<void>;
  editComment(id: string, content: string): Promise<void>;
  /** For good; its replies move up to its parent, as WordPress does it. */
  deleteComment(id: string): Promise<void>;
  setCommentStatus(id: string, status: "approve" | "hold" | "spam" | "trash"): Promise<void>;
  addComment(comment: NewComment): Promise<string>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts MariaDB and PHP's built-in server on a scratch copy of WordPress, and seeds it. Takes a few seconds.
 *
 * @throws where Debian's packages are missing and cannot be installed
 * @example
 * await using wordpress = await startWordPress();
 * await wordpress.configure({ theme: "twentytwentythree", rest: "closed-401" });
 */
export async function startWordPress(): Promise<WordPress> {
  await ensurePackages();
  const folder = await mkdtemp(join(tmpdir(), "wp-"));
  const site = join(folder, "site");
  const [database, port] = await Promise.all([startDatabase(folder), freePort(), layOut(site)]);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    TEST_WORDPRESS_SITE: site,
    TEST_WORDPRESS_SOCKET: database.socket,
    TEST_WORDPRESS_URL: url,
  };
  const order = <T>(order: object) => ask<T>(order, env);
  let server: ReturnType<typeof startChild> | undefined;
  const stop = async () => {
    await server?.stop();
    await database.child.stop(); // last: it takes the folder with it
  };
  try {
    await order({ do: "install" });
    const seeded = await order<WordPress["seeded"]>({ do: "seed" });
    const configure = (variant: Partial<Variant>) =>
      order<void>({ do: "configure", variant: { ...FIRST_VARIANT, ...variant } });
    await configure({});
    server = startChild(
      [
        "php",
        ...PHP,
        "-d",
        "opcache.enable_cli=1",
        "-S",
        `127.0.0.1:${port}`,
        "-t",
        site,
        join(HERE, "php/router.php"),
      ],
      // Workers, because WordPress may call itself while it answers.
      { log: join(folder, "php.log"), env: { ...env, PHP_CLI_SERVER_WORKERS: "4" }, cwd: site, signal: "INT" },
    );
    await server.ready(() => accepts(port));
    return {
      url,
      seeded,
      configure,
      truth: () => order<Truth>({ do: "truth" }),
      editPost: (id, change) => order({ do: "editPost", id, ...change }),
      editComment: (id, content) => order({ do: "editComment", id, content }),
      deleteComment: (id) => order({ do: "deleteComment", id }),
      setCommentStatus: (id, status) => order({ do: "setCommentStatus", id, status }),
      addComment: (comment) => order<string>({ do: "addComment", comment }),
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const PHP = [
  "-d",
  "display_errors=stderr",
  "-d",
  "log_errors=0",
  "-d",
  "memory_limit=256M",
  "-d",
  "expose_php=0",
] as const;

/** A copy, not links: WordPress finds its configuration beside the real file, and Debian's reads /etc/wordpress. */
async function layOut(site: string): Promise<void> {
  await cp(WORDPRESS, site, {
    recursive: true,
    dereference: true,
    filter: (from) =>
      ![`${WORDPRESS}/wp-content`, `${WORDPRESS}/wp-config.php`, `${WORDPRESS}/.htaccess`].includes(from),
  });
  const content = join(site, "wp-content");
  await mkdir(join(content, "plugins"), { recursive: true });
  await cp(join(WORDPRESS, "wp-content/themes"), join(content, "themes"), { recursive: true, dereference: true });
  await cp(join(HERE, "themes"), join(content, "themes"), { recursive: true });
  await mkdir(join(content, "mu-plugins"));
  await cp(join(HERE, "php/must-use.php"), join(content, "mu-plugins/must-use.php"));
  await writeFile(join(content, "mu-plugins/nothing.html"), "");
  await cp(join(HERE, "php/wp-config.php"), join(site, "wp-config.php"));
}

/** Gives one order to php/console.php. */
async function ask<T>(order: object, env: NodeJS.ProcessEnv): Promise<T> {
  const child = spawn("php", [...PHP, join(HERE, "php/console.php")], { env, stdio: ["pipe", "pipe", "pipe"] });
  const exit = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  child.stdin.on("error", () => {}); // a script that dies early says why on stderr
  child.stdin.end(JSON.stringify(order));
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  try {
    return (JSON.parse(out) as { answer: T }).answer;
  } catch {
    throw new Error(
      `WordPress did not obey ${JSON.stringify(order).slice(0, 200)} (exit ${code}):\n${err || out}`.slice(0, 4000),
    );
  }
}

/** A port that was free a moment ago: PHP's server cannot be asked to choose one and tell. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

// The marks of plugins that take over WordPress's comments and have adapters of their own: wpDiscuz and Jetpack.
import { type Row, rowOf, textIn } from "../../comments/fields.ts";
import { addressIn, scriptWith } from "../../comments/scripts.ts";
import type { Page } from "../../html/page.ts";

export interface WpDiscuz {
  readonly post: string;
  /** Where the plugin's questions go. */
  readonly ajax: string;
  /** The field of the token that it wants with a question; null in versions that want none. */
  readonly nonceName: string | null;
  /** Answers come only on demand. */
  readonly parentsOnly: boolean;
}

/** The settings that the page gives to wpDiscuz's script, where it prints wpDiscuz's list. */
export function wpDiscuzOn(page: Page): WpDiscuz | undefined {
  const script = page.$("#wpdcom").length === 0 ? undefined : scriptWith(page, "wpdiscuzAjaxObj");
  const told = script === undefined ? {} : objectIn(script);
  const ajax = addressIn(textIn(told.customAjaxUrl) ?? textIn(told.url) ?? undefined, page);
  const post = String(told.wc_post_id ?? "");
  if (!ajax || !/^[1-9]\d{0,19}$/.test(post)) return undefined;
  const parentsOnly = String(told.isLoadOnlyParentComments ?? "0") === "1";
  return { post, ajax: ajax.href, nonceName: textIn(told.nonceName), parentsOnly };
}

/** The first JSON object of a script; its end is the first `};` at which it can be read. */
function objectIn(script: string): Row {
  const from = script.indexOf("{");
  let end = from < 0 ? -1 : script.indexOf("};", from);
  for (let tried = 0; end >= 0 && tried < 20; tried++, end = script.indexOf("};", end + 1)) {
    try {
      return rowOf(JSON.parse(script.slice(from, end + 1)));
    } catch {
      // a text of the object holds these two signs
    }
  }
  return {};
}

export interface Jetpack {
  readonly blog: string;
  readonly post: string;
}

/** The form of Jetpack, as a frame of WordPress.com; lazy loaders keep its address in another attribute. */
export function jetpackOn(page: Page): Jetpack | undefined {
  for (const { attribs } of page.$("iframe")) {
    const url = addressIn(attribs["data-lazy-src"] ?? attribs["data-src"] ?? attribs.src, page);
    if (url?.hostname !== "jetpack.wordpress.com" || url.pathname !== "/jetpack-comment/") continue;
    const [blog, post] = [url.searchParams.get("blogid"), url.searchParams.get("postid")];
    if (/^[1-9]\d{0,19}$/.test(blog ?? "") && /^[1-9]\d{0,19}$/.test(post ?? "")) return { blog: blog!, post: post! };
  }
  return undefined;
}

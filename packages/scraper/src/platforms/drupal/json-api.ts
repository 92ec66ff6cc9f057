// Drupal's JSON:API, version 9.3 and later: where a page says it is, and what a page of one node's comments says.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../../comments/content.ts";
import { authorIn, idIn, idOf, isoIn, listOf, type Row, rowOf, rowsOf, textIn } from "../../comments/fields.ts";
import type { Answer, Batch } from "../../comments/platform.ts";
import { addressIn } from "../../comments/scripts.ts";
import type { Page } from "../../html/page.ts";

// Checked 2026-11-24: drupal.org's guide to JSON:API (filters, include, `links.next`, fifty at most a page) and core's
// jsonapi_jsonapi_comment_filter_access (published comments for who may see comments). From knowledge: the attributes of a comment,
// and that a filter by the node's number works since 9.3. Only the comment type named "comment", which new sites have, is asked for.
export function interfaceOf(page: Page): { readonly root: string | null; readonly node: string | null } {
  const stated = page.$('script[data-drupal-selector="drupal-settings-json"]').text();
  let path: Row = {};
  try {
    path = rowOf(rowOf(JSON.parse(stated)).path);
  } catch {
    // no settings: before version 8, or a theme of its own
  }
  const node = /^node\/(\d{1,15})$/.exec(textIn(path.currentPath) ?? "")?.[1] ?? null;
  const base = addressIn(textIn(path.baseUrl) ?? "/", page);
  return node === null || !base ? { root: null, node: null } : { root: new URL("jsonapi/", base).href, node };
}

/**
 * From one number of a comment on: what is written meanwhile lands on a page still to come, and what goes moves nothing, as it would
 * move the pages that `links.next` counts.
 */
export function listAsk(root: string, node: string, after: string | null = null): Ask {
  const query = new URLSearchParams({
    "filter[entity_id.meta.drupal_internal__target_id]": node,
    ...(after !== null && {
      "filter[after][condition][path]": "drupal_internal__cid",
      "filter[after][condition][operator]": ">",
      "filter[after][condition][value]": after,
    }),
    sort: "drupal_internal__cid",
    include: "uid",
    "page[limit]": "50",
  });
  return {
    url: `${root}comment/comment?${query}`,
    headers: { accept: "application/vnd.api+json" },
    accept: "json",
    carry: { step: "list", first: after === null },
  };
}

export function readList(answer: Answer, root: string, node: string): Batch {
  const body = rowOf(answer.json);
  const names = new Map(rowsOf(body.included).map((row) => [idIn(row.id), rowOf(row.attributes).display_name]));
  const rows = listOf(answer, "drupal", body.data, "data").filter((row) => targetOf(row, "entity_id") === node);
  const comments = rows.map((row) => commentOf(answer, row, names));
  const last = comments.at(-1)?.nativeId;
  const more = rowOf(body.links).next !== undefined && last !== undefined;
  return { comments, next: more ? [listAsk(root, node, last)] : [], way: "json-api", trust: 2, byTime: true };
}

/** The number of what a relationship points to. */
function targetOf(row: Row, name: string): string | null {
  const { data } = rowOf(rowOf(row.relationships)[name]);
  return idIn(rowOf(rowOf(data).meta).drupal_internal__target_id);
}

function commentOf(answer: Answer, row: Row, names: ReadonlyMap<string | null, unknown>): StatedComment {
  const stated = rowOf(row.attributes);
  const user = idIn(rowOf(rowOf(rowOf(row.relationships).uid).data).id);
  const body = rowOf(stated.comment_body);
  return {
    nativeId: idOf(answer, "drupal", stated, "drupal_internal__cid"),
    parent: targetOf(row, "pid"),
    parentFrom: "id",
    author: authorIn(textIn(stated.name) ?? names.get(user)),
    createdAt: isoIn(stated.created),
    ...contentOfHtml(textIn(body.processed) ?? ""),
    state: "visible",
    permalink: null,
  };
}

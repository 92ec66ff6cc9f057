// The REST interface wp/v2, posts and comments: WordPress's own fields, headers and errors for a reader who is not logged in.
import type { SiteAnswer } from "./answer.ts";
import { gmt, local } from "./clock.ts";
import { SITE_NAME, TAGLINE, WRITERS } from "./content.ts";
import { esc, typed } from "./escape.ts";
import type { Remark, Story } from "./story.ts";
import type { View } from "./view.ts";

type Query = URLSearchParams;

/** @param path below `/wp-json`, without its final slash */
export function rest(view: View, path: string, query: Query): SiteAnswer {
  if (path === "") {
    const routes = { "/wp/v2": {}, "/wp/v2/posts": {}, "/wp/v2/comments": {} };
    return json({
      name: SITE_NAME,
      description: TAGLINE,
      url: view.url,
      home: view.url,
      gmt_offset: 1,
      namespaces: ["wp/v2"],
      routes,
    });
  }
  if (path === "/wp/v2/comments") return comments(view, query);
  if (path === "/wp/v2/posts") return posts(view, query);
  const [, kind, id] = /^\/wp\/v2\/(posts|comments)\/(\d{1,12})$/.exec(path) ?? [];
  if (kind === "posts") {
    const story = view.newsroom.byId(Number(id));
    return story ? json(fields(postJson(view, story), query)) : fail(404, "rest_post_invalid_id", "Invalid post ID.");
  }
  if (kind === "comments") {
    const remark = view.newsroom.remark(Number(id));
    if (!remark || !isPublic(remark)) return fail(404, "rest_comment_invalid_id", "Invalid comment ID.");
    return json(fields(commentJson(view, remark), query));
  }
  return fail(404, "rest_no_route", "No route was found matching the URL and request method.");
}

/** Pingbacks have a type of their own, which only a logged-in editor may ask for. */
const isPublic = (remark: Remark): boolean => remark.approved && remark.kind === "comment";

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  order: ["asc", "desc"],
  orderby: ["date", "date_gmt", "id", "include", "post", "parent", "type"],
};

function comments(view: View, query: Query): SiteAnswer {
  const forbidden = ["author", "author_exclude", "author_email", "type", "status"].filter(
    (name) => query.has(name) && query.get(name) !== (name === "type" ? "comment" : name === "status" ? "approve" : ""),
  );
  if (forbidden.length > 0) {
    return fail(401, "rest_forbidden_param", `Query parameter not permitted: ${forbidden.join(", ")}`);
  }
  for (const [name, allowed] of Object.entries(ORDERS)) {
    const value = query.get(name);
    if (value !== null && !allowed.includes(value))
      return invalid(name, `${name} is not one of ${allowed.join(", ")}.`);
  }
  const asked = (query.get("post") ?? "").split(",").filter(Boolean).map(Number);
  const stories = asked.length > 0 ? asked.map((id) => view.newsroom.byId(id)) : [...view.front];
  if (asked.length > 0 && stories.some((story) => !story || story.restRefused)) {
    return fail(401, "rest_cannot_read_post", "Sorry, you are not allowed to read the post for this comment.");
  }
  const parents = query.get("parent")?.split(",").map(Number);
  const found = stories
    .filter((story): story is Story => story !== undefined && !story.restRefused)
    .flatMap((story) => view.newsroom.approved(story.id))
    .filter((remark) => isPublic(remark) && (!parents || parents.includes(remark.parent)));
  const key = (remark: Remark): number => (query.get("orderby") === "id" ? remark.id : Date.parse(remark.at));
  const sign = query.get("order") === "asc" ? 1 : -1;
  found.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id));
  return paged(view, "comments", query, found, (remark) => commentJson(view, remark));
}

function posts(view: View, query: Query): SiteAnswer {
  const slug = query.get("slug");
  const found = view.front.filter((story) => slug === null || story.slug === slug);
  return paged(view, "posts", query, found, (story) => postJson(view, story));
}

function paged<T>(view: View, kind: string, query: Query, all: readonly T[], show: (one: T) => object): SiteAnswer {
  const size = number(query.get("per_page"), 10);
  const page = number(query.get("page"), 1);
  if (size === undefined || size > 100)
    return invalid("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)");
  if (page === undefined) return invalid("page", "page must be greater than or equal to 1");
  const total = all.length;
  const last = Math.ceil(total / size);
  if (kind === "posts" && page > last && last > 0) {
    return fail(
      400,
      "rest_post_invalid_page_number",
      "The page number requested is larger than the number of pages available.",
    );
  }
  const address = (n: number): string => {
    const other = new URLSearchParams(query);
    other.set("page", String(n));
    return `${view.url}/wp-json/wp/v2/${kind}?${other}`;
  };
  const links = [
    ...(page > 1 ? [`<${address(Math.min(page - 1, Math.max(last, 1)))}>; rel="prev"`] : []),
    ...(page < last ? [`<${address(page + 1)}>; rel="next"`] : []),
  ];
  const offset = Number(query.get("offset") ?? (page - 1) * size);
  return json(
    all.slice(offset, offset + size).map((one) => fields(show(one), query)),
    {
      "x-wp-total": String(total),
      "x-wp-totalpages": String(last),
      ...(links.length > 0 ? { link: links.join(", ") } : {}),
    },
  );
}

/** A positive integer; undefined for anything else that was given. */
const number = (given: string | null, otherwise: number): number | undefined =>
  given === null ? otherwise : /^[1-9]\d{0,6}$/.test(given) ? Number(given) : undefined;

function commentJson(view: View, remark: Remark): object {
  const root = `${view.url}/wp-json/wp/v2`;
  const answered = view.newsroom.approved(remark.post).some((one) => one.parent === remark.id);
  return {
    id: remark.id,
    post: remark.post,
    parent: remark.parent,
    author: remark.user,
    author_name: remark.author,
    author_url: "",
    date: local(remark.at),
    date_gmt: gmt(remark.at),
    content: { rendered: typed(remark.text) },
    link: view.commentLink(remark),
    status: "approved",
    type: "comment",
    author_avatar_urls: Object.fromEntries(
      ["24", "48", "96"].map((size) => [size, `${view.url}/wp-content/uploads/face.gif`]),
    ),
    meta: [],
    _links: {
      self: [{ href: `${root}/comments/${remark.id}` }],
      collection: [{ href: `${root}/comments` }],
      up: [{ embeddable: true, post_type: "post", href: `${root}/posts/${remark.post}` }],
      ...(remark.parent ? { "in-reply-to": [{ embeddable: true, href: `${root}/comments/${remark.parent}` }] } : {}),
      ...(answered ? { children: [{ href: `${root}/comments?parent=${remark.id}` }] } : {}),
    },
  };
}

/** Core gives no comment count here. */
const postJson = (view: View, story: Story): object => ({
  id: story.id,
  date: local(story.published),
  date_gmt: gmt(story.published),
  guid: { rendered: `${view.url}/?p=${story.id}` },
  modified: local(story.modified),
  modified_gmt: gmt(story.modified),
  slug: story.slug,
  status: "publish",
  type: "post",
  link: view.permalink(story),
  title: { rendered: esc(story.headline) },
  excerpt: { rendered: `<p>${esc(story.standfirst)}</p>\n`, protected: false },
  author: WRITERS[story.byline[0] ?? ""] ?? 1,
  comment_status: story.commentsOpen ? "open" : "closed",
});

function fields(whole: object, query: Query): object {
  const wanted = query
    .get("_fields")
    ?.split(",")
    .map((name) => name.trim().split(".")[0]);
  return wanted ? Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.includes(name))) : whole;
}

const invalid = (name: string, why: string): SiteAnswer =>
  fail(400, "rest_invalid_param", `Invalid parameter(s): ${name}`, { params: { [name]: why } });

const fail = (status: number, code: string, message: string, more: object = {}): SiteAnswer => ({
  ...json({ code, message, data: { status, ...more } }),
  status,
});

const json = (value: unknown, headers: Readonly<Record<string, string>> = {}): SiteAnswer => ({
  status: 200,
  headers: {
    "content-type": "application/json; charset=UTF-8",
    "x-robots-tag": "noindex",
    "x-content-type-options": "nosniff",
    "access-control-expose-headers": "X-WP-Total, X-WP-TotalPages, Link",
    allow: "GET",
    ...headers,
  },
  body: JSON.stringify(value),
});

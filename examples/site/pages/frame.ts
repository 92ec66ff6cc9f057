// The frame of every HTML page: head with feed autodiscovery, masthead, navigation, footer.
import { SECTIONS, SITE_NAME, TAGLINE } from "../content.ts";
import { esc } from "../escape.ts";
import type { View } from "../view.ts";

export interface Framed {
  readonly title: string;
  readonly canonical: string;
  /** Further elements of the head, ready-made. */
  readonly head?: string;
  readonly bodyClass: string;
  readonly main: string;
}

export const frame = (view: View, page: Framed): string => `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${esc(page.title)} - ${esc(SITE_NAME)}</title>
<link rel="canonical" href="${esc(page.canonical)}" />
<link rel="alternate" type="application/rss+xml" title="${esc(SITE_NAME)} &raquo; Feed" href="${view.url}/feed/" />
<link rel="alternate" type="application/atom+xml" title="${esc(SITE_NAME)} &raquo; Atom" href="${view.url}/feed/atom/" />
<link rel="alternate" type="application/rss+xml" title="${esc(SITE_NAME)} &raquo; Comments Feed" href="${view.url}/comments/feed/" />
<meta property="og:site_name" content="${esc(SITE_NAME)}" />
<meta name="generator" content="WordPress 6.8.2" />
${page.head ?? ""}<link rel="https://api.w.org/" href="${view.url}/wp-json/" />
<style>body{font:1.1rem/1.6 Georgia,serif;max-width:42rem;margin:auto;padding:1rem}ol{padding-left:1.4rem}</style>
</head>
<body class="${page.bodyClass}">
<header class="site-header"><p class="site-title"><a href="${view.url}/" rel="home">${esc(SITE_NAME)}</a></p><p class="site-description">${esc(TAGLINE)}</p>
<nav class="main-navigation" aria-label="Primary"><ul class="menu">
${Object.entries(SECTIONS)
  .map(([slug, name]) => `<li class="menu-item"><a href="${view.url}/category/${slug}/">${esc(name)}</a></li>`)
  .join("\n")}
<li class="menu-item"><a href="${view.url}/about/">About us</a></li>
<li class="menu-item"><a href="${view.url}/donate/">Donate</a></li>
</ul></nav></header>
<main id="main" class="site-main">
${page.main}</main>
<footer class="site-footer"><p>&copy; 2026 ${esc(SITE_NAME)}. Printed on the coast road. <a href="${view.url}/about/">Write to us</a></p></footer>
</body>
</html>
`;

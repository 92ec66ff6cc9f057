// Written by scripts/generate-registry.ts: every comment platform of this folder. Do not edit; run "pnpm gen".
import activitypub from "./activitypub.ts";
import artalk from "./artalk.ts";
import bbc from "./bbc.ts";
import bbpress from "./bbpress.ts";
import blogger from "./blogger.ts";
import comentario from "./comentario.ts";
import commento from "./commento.ts";
import coral from "./coral.ts";
import coralTalk from "./coral-talk.ts";
import cusdis from "./cusdis.ts";
import dailyMail from "./daily-mail.ts";
import derStandard from "./der-standard.ts";
import discourse from "./discourse.ts";
import discourseEmbed from "./discourse-embed.ts";
import disqus from "./disqus.ts";
import disqusStatic from "./disqus-static.ts";
import drupal from "./drupal.ts";
import echo from "./echo.ts";
import facebookComments from "./facebook-comments.ts";
import fastcomments from "./fastcomments.ts";
import flarum from "./flarum.ts";
import generic from "./generic.ts";
import ghost from "./ghost.ts";
import gigya from "./gigya.ts";
import giscus from "./giscus.ts";
import guardian from "./guardian.ts";
import guardianDiscussion from "./guardian-discussion.ts";
import hackerNews from "./hacker-news.ts";
import hackerNewsLinked from "./hacker-news-linked.ts";
import haloscan from "./haloscan.ts";
import hyvorTalk from "./hyvor-talk.ts";
import insticator from "./insticator.ts";
import intenseDebate from "./intense-debate.ts";
import intenseDebateWidget from "./intense-debate-widget.ts";
import invision from "./invision.ts";
import isso from "./isso.ts";
import jetpack from "./jetpack.ts";
import joomla from "./joomla.ts";
import jsKit from "./js-kit.ts";
import lemmy from "./lemmy.ts";
import livefyre from "./livefyre.ts";
import livejournal from "./livejournal.ts";
import mastodon from "./mastodon.ts";
import movableType from "./movable-type.ts";
import movableType2 from "./movable-type-2.ts";
import mybb from "./mybb.ts";
import nodebb from "./nodebb.ts";
import nytimes from "./nytimes.ts";
import oldReddit from "./old-reddit.ts";
import openweb from "./openweb.ts";
import phpbb from "./phpbb.ts";
import phpbbTables from "./phpbb-tables.ts";
import reddit from "./reddit.ts";
import remark42 from "./remark42.ts";
import sbnation from "./sbnation.ts";
import slashdot from "./slashdot.ts";
import smf from "./smf.ts";
import squarespace from "./squarespace.ts";
import stackExchange from "./stack-exchange.ts";
import substack from "./substack.ts";
import twikoo from "./twikoo.ts";
import typepad from "./typepad.ts";
import utterances from "./utterances.ts";
import vanilla from "./vanilla.ts";
import vbulletin from "./vbulletin.ts";
import vbulletin5 from "./vbulletin-5.ts";
import viafoura from "./viafoura.ts";
import vuukle from "./vuukle.ts";
import waline from "./waline.ts";
import webmentionIo from "./webmention-io.ts";
import wordpress from "./wordpress.ts";
import wpdiscuz from "./wpdiscuz.ts";
import xenforo from "./xenforo.ts";
import yahoo from "./yahoo.ts";

/** All comment platforms, by name. Their order means nothing: each is asked on every page. */
export const platforms = [
  activitypub,
  artalk,
  bbc,
  bbpress,
  blogger,
  comentario,
  commento,
  coral,
  coralTalk,
  cusdis,
  dailyMail,
  derStandard,
  discourse,
  discourseEmbed,
  disqus,
  disqusStatic,
  drupal,
  echo,
  facebookComments,
  fastcomments,
  flarum,
  generic,
  ghost,
  gigya,
  giscus,
  guardian,
  guardianDiscussion,
  hackerNews,
  hackerNewsLinked,
  haloscan,
  hyvorTalk,
  insticator,
  intenseDebate,
  intenseDebateWidget,
  invision,
  isso,
  jetpack,
  joomla,
  jsKit,
  lemmy,
  livefyre,
  livejournal,
  mastodon,
  movableType,
  movableType2,
  mybb,
  nodebb,
  nytimes,
  oldReddit,
  openweb,
  phpbb,
  phpbbTables,
  reddit,
  remark42,
  sbnation,
  slashdot,
  smf,
  squarespace,
  stackExchange,
  substack,
  twikoo,
  typepad,
  utterances,
  vanilla,
  vbulletin,
  vbulletin5,
  viafoura,
  vuukle,
  waline,
  webmentionIo,
  wordpress,
  wpdiscuz,
  xenforo,
  yahoo,
] as const;

export type PlatformId = (typeof platforms)[number]["id"];

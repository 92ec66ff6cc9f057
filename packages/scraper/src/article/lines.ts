// Boilerplate by what it says: lines for sharing, subscribing and supporting, "Read on…" with its links, picture credits.

import type { Block } from "@belowline/schema";
import { trimSignsEnd } from "../html/trim.ts";
import { creditLine } from "./credit.ts";
import type { Draft } from "./drafts.ts";
import { isEmbedNote, type OwnPage, promosAmong, stampsAmong } from "./promos.ts";

export interface Settled {
  readonly blocks: readonly Block[];
  /** The picture credit that stood among the lines. */
  readonly credit: string | null;
  /** Lines of author and date above the text, which are fields and no text. */
  readonly lines: readonly string[];
}

/** Whole lines that no article says, without their punctuation, in lower case. */
const LINES: ReadonlySet<string> = new Set(
  `share|share this|share this article|share this post|share this story|share on facebook|share on twitter|share on x|share on linkedin|share on whatsapp|tweet|tweet this|pin it|email|email this|print|print this|print this page|print friendly|facebook|twitter|linkedin|instagram|youtube|x|bluesky|mastodon|threads|flipboard|rss|follow us on social media|end of article|whatsapp|pinterest|reddit|telegram|copy link|copied|like this|like loading|loading|follow us|follow us on|save|bookmark|teilen|drucken|merken|artikel teilen|beitrag teilen|diesen artikel teilen|partager|imprimer|compartir|imprimir|condividi|stampa|delen|afdrukken|dela|compartilhar|advertisement|advertisements|advertising|ad|sponsored|sponsored content|story continues below|story continues below advertisement|article continues below|article continues after advertisement|continue reading below|scroll to continue|anzeige|anzeigen|werbung|artikel anhören|zur startseite|publicité|publicidad|pubblicità|advertentie|annons|annonse|publicidade|reklama|reklam|comments|no comments|no comments yet|leave a comment|leave a reply|comments are closed|comments closed|kommentare|kommentieren|commentaires|comentarios|view comments|show comments|subscribe|subscribe now|subscribe today|sign up|sign in|log in|login|register|newsletter|abonnieren|abonnez-vous|suscríbete|skip to content|skip to main content|back to top|nach oben|top|read more|more|continue reading|read full article|weiterlesen|mehr|lire la suite|leer más|leggi tutto|lees meer|related|tags|filed under|categories|previous|next|previous post|next post|permalink|edit|reply|photo|video|audio|listen|play|watch|watch video|gallery|view gallery|close|click to enlarge|enlarge|zoom|toggle caption|hide caption|enlarge this image|about the author|author|contents|table of contents|inhalt|inhaltsverzeichnis|click here|download|download pdf|learn more|donate|donate now|support us|jetzt spenden|spenden|faire un don|donar`.split(
    "|",
  ),
);

/** Leads of link lists. Where links follow, lead and list go. */
const LEAD =
  /^(?:read (?:on|next|also|more)|also read|further reading|related(?: (?:articles?|posts?|stories|content|news|reading|links|coverage|topics?))?|more (?:on this|on|from|about|stories|news|coverage|reading)|see also|see more|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended(?: (?:for you|reading|articles?|stories))?|don[’']t miss|in case you missed it|popular (?:now|posts|articles)|most (?:read|popular)|trending(?: now)?|latest (?:news|posts|stories)|recent posts|what to read next|up next|editor[’']s (?:picks?|choice)|lesen sie (?:auch|mehr|dazu|weiter)|mehr (?:zum thema|dazu|lesen|aus|von|zu)|auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|passend (?:dazu|zum thema)|weitere (?:artikel|beiträge|meldungen|themen)|siehe auch|zum thema|à lire (?:aussi|également)|lire (?:aussi|également)|sur le même (?:sujet|thème)|voir aussi|articles (?:liés|similaires|connexes)|lea (?:también|además)|lee también|te puede interesar|más (?:información|noticias|sobre)|noticias relacionadas|leggi anche|potrebbe interessarti|articoli correlati|lees (?:ook|verder|meer)|meer over|leia (?:também|mais)|veja também|saiba mais|læs også|les også|läs (?:också|mer|även)|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także|również)|читайте (?:также|ещё))(?![\p{L}\p{N}])/iu;

/** Appeals, in lower case: asks for money, membership or an address. Each alone is weak evidence except where a link or brevity goes with it. */
const APPEALS: readonly RegExp[] = [
  /\b(?:donat(?:e|ion|ions|ing)|support (?:us|our|independent|local|quality|this (?:site|blog|work|newsroom))|supporting (?:us|our)|become an? (?:member|supporter|patron|subscriber|friend))\b/g,
  /\b(?:chip in|contribut(?:e|ion)s? (?:to|from|as little)|make a contribution|crowdfund\w{0,20}|patreon|paypal|ko-?fi|buy (?:me|us) a coffee|tip jar|reader[- ](?:funded|supported)|funded by (?:our )?readers)\b/g,
  /\b(?:keep (?:us|our|this) (?:going|running|journalism|free|independent|site)|no paywall|help us (?:keep|stay|continue|fund|grow)|rely on (?:your|our) (?:support|readers|donations))\b/g,
  /\b(?:depend on (?:your|our) (?:support|readers|donations)|subscribe (?:to|now|today|for|and|here)|sign[- ]up (?:for|to|here|now|today)|our (?:free )?(?:daily |weekly |morning |email )?newsletter)\b/g,
  /\b(?:join our (?:mailing list|newsletter|community|telegram|whatsapp)|get (?:the|our) (?:latest|best|top|free|daily|weekly) .{0,40}(?:inbox|newsletter|email)|(?:delivered|straight) to your inbox)\b/g,
  /\b(?:follow (?:us|me) on|like us on facebook|follow .{1,30} on (?:twitter|facebook|instagram|x|google news)|download our app|spenden?|spendenkonto|unterstütz(?:en|e|t) (?:sie )?(?:uns|unsere|unseren|unser|mich|meine))\b/g,
  /\b(?:newsletter (?:abonnieren|anmelden)|abonnieren sie|folgen sie uns|folge uns|faire un don|faites un don|soutene[zr][- ](?:nous|notre)|soutenir|abonnez-vous|inscrivez-vous|suivez-nous)\b/g,
  /\b(?:hazte (?:socio|socia|miembro)|apoya (?:nuestro|a)|dona(?:r|ciones)|suscríbete|suscribirse|síguenos|sostieni(?:ci)?|iscriviti|seguici|steun ons|word (?:lid|donateur)|doneer)\b/g,
  /\b(?:meld je aan|apoie|assine|doe)\b/g,
];
const appealsIn = (text: string): ReadonlySet<string> => {
  const lower = text.toLowerCase();
  return new Set(APPEALS.flatMap((one) => lower.match(one) ?? []));
};
/** Where appeals lead. */
const APPEAL_HREF =
  /donat|support(?:-us|us|-?our)|patreon\.com|paypal\.|ko-?fi\.com|buymeacoffee|gofundme|steadyhq|liberapay|opencollective|givebutter|crowdfund|contribut|membership|become-a|\/join|subscri|newsletter|sign-?up|mailchi|substack\.com|spenden|unterstuetz|\/don(?:s|er|ar)?(?:[/?]|$)|abonn|socios/i;

/** The longest of the lines above has half of this. */
const LONGEST_LINE = 100;

const ENDS = ":.…>»→!–—-";
const bare = (text: string): string =>
  trimSignsEnd(text, ENDS)
    .replace(/^[\s>»→•·*[–—|-]+/u, "")
    .toLowerCase();

const linkShare = ({ chars, links }: Draft): number => (chars === 0 ? 0 : links / chars);
const textOfDraft = ({ block }: Draft): string =>
  block.kind === "list" ? block.items.join(" ") : "text" in block && block.text !== null ? block.text : "";

/** Leaves the article's own blocks. The headline, said again in the body, goes too. */
export function settle(
  drafts: readonly Draft[],
  repeated: ReadonlySet<string>,
  keyOf: (text: string) => string,
  isOwn: OwnPage,
): Settled {
  const gone = new Set<number>([...promosAmong(drafts, isOwn), ...stampsAmong(drafts)]);
  let credit: string | null = null;
  const lines: string[] = [];
  let inHead = true;
  for (let i = 0; i < drafts.length; i++) {
    if (gone.has(i)) continue;
    const draft = drafts[i]!;
    const { block } = draft;
    if (block.kind === "image" || block.kind === "embed" || block.kind === "code" || block.kind === "table") continue;
    const text = textOfDraft(draft);
    if (block.kind !== "quote" && text.length < 200 && LEAD.test(bare(text))) {
      const links = linksAfter(drafts, i);
      const isLink = linkShare(draft) > 0.3 && text.length < 200 && block.kind !== "heading";
      if (links > 0 || isLink) for (let j = i; j <= i + links; j++) gone.add(j);
      if (gone.has(i)) continue;
    }
    if ((text.length < LONGEST_LINE && LINES.has(bare(text))) || isEmbedNote(text)) {
      gone.add(i);
      continue;
    }
    if (block.kind !== "heading" && isAppeal(draft, text)) {
      gone.add(i);
      continue;
    }
    if (block.kind === "paragraph" && inHead && isFieldLine(text)) {
      lines.push(text);
      gone.add(i);
      continue;
    }
    if (block.kind === "paragraph" && text.length > 80) inHead = false;
    if (text.length < 300 && (LICENCE.test(text) || (POST_NAV.test(text) && linkShare(draft) > 0.5))) {
      gone.add(i);
      continue;
    }
    if (block.kind === "heading" && text.length < 120 && leadsToAppeal(drafts, i, text)) {
      gone.add(i);
      continue;
    }
    if (block.kind !== "heading" && text.length < 300 && FILED.test(text) && linkShare(draft) > 0.3) {
      gone.add(i);
      continue;
    }
    if (block.kind === "paragraph") {
      const name = creditLine(text);
      if (name !== undefined) {
        credit ??= name;
        gone.add(i);
        continue;
      }
      if (i < 6 && repeated.has(keyOf(text))) gone.add(i);
    }
    if (block.kind === "heading" && i < 6 && repeated.has(keyOf(text))) gone.add(i);
  }
  return { blocks: trimEnds(drafts.filter((_, i) => !gone.has(i))), credit, lines };
}

/** Who may copy the page is no part of what it says. */
const LICENCE =
  /^(?:(?:copyright\b|©|\(c\)) ?(?:©|\(c\)|by\b|(?:19|20)\d\d)|this (?:work|article|content) is licensed under|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden)/i;
/** "« Older | Main | Newer »" (Movable Type, TypePad) and WordPress's "← Older". */
const POST_NAV = /^(?:(?:[«‹←]|<<).{1,200}|(?:main|home|start) \|.{1,200}[»›→])$/iu;

/** "Sign up to the newsletter" above its box. */
function leadsToAppeal(drafts: readonly Draft[], at: number, text: string): boolean {
  if (appealsIn(text).size === 0) return false;
  const next = drafts[at + 1];
  return next === undefined || isAppeal(next, textOfDraft(next));
}

/** "Tags: …", "Posted in …" with their links. */
const FILED =
  /^\W{0,3}(?:tags?|tagged(?: (?:as|with|under|in))?|posted (?:in|on|by|under)|filed (?:in|under)|published (?:in|under)|categor(?:y|ies)|topics?|labels?|keywords?|this entry was posted|share(?: this)?(?: on| with| via)?|bookmark|follow|schlagw[oö]rte?r?|schlagworte|stichworte|kategorien?|thema|themen|veröffentlicht (?:in|unter|am)|mots[- ]clés|étiquettes|catégories?|publié dans|etiquetas|categorías?|publicado en|archivado en|tag|categorie)\b/iu;
const DATE =
  /\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|\.|er|º)?,? (?:de |of )?\p{L}{3,12}\.?,? (?:de )?(?:19|20)\d\d|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)/u;

/** Above the text, a short line that is no sentence and names an author or a day. */
export const isFieldLine = (text: string): boolean =>
  text.length < 140 &&
  !/[.!?]["”’)]?$/u.test(text.replace(/\b(?:a\.m|p\.m)\.$/i, "")) &&
  (/^\W{0,2}(?:(?:written|posted|published|text|words|story) )?(?:by|von|par|por|di|door|av|af|автор)[: ]\s?\p{Lu}/iu.test(
    text,
  ) ||
    DATE.test(text));

/** How many of the following blocks are nothing but links. */
function linksAfter(drafts: readonly Draft[], from: number): number {
  let count = 0;
  for (let i = from + 1; i < drafts.length && count < 30; i++) {
    const draft = drafts[i]!;
    const { kind } = draft.block;
    const isLinks = (kind === "list" || kind === "paragraph" || kind === "heading") && linkShare(draft) > 0.75;
    const isThumb = kind === "image" && i + 1 < drafts.length && linkShare(drafts[i + 1]!) > 0.75;
    if (!isLinks && !isThumb) break;
    count++;
  }
  return count;
}

/** An appeal asks twice, or once with a link to where it leads; long paragraphs that mention a donation are news. */
function isAppeal(draft: Draft, text: string): boolean {
  if (text.length > 700) return false;
  const asked = appealsIn(text).size;
  if (asked === 0) return false;
  const leads = draft.href !== null && APPEAL_HREF.test(draft.href.slice(0, 500));
  if (leads) return true;
  if (asked >= 3) return true;
  // "Sign up to our newsletter": asked at the very start, and by those who ask for themselves.
  if (text.length < 300 && startsAsking(text)) return true;
  return (
    linkShare(draft) > 0.5 ||
    (asked >= 2 && text.length < 300 && /\b(?:us|our|we|uns|wir|nous|notre|nuestro)\b/i.test(text))
  );
}

const STARTS_ASKING =
  /^(?:please )?(?:folgen sie uns (?:auf|bei)|folge uns (?:auf|bei)|sign[- ]up (?:to|for) (?:our|the) |subscribe to (?:our|the) |abonnieren sie (?:unseren|den) |melden sie sich (?:zu|für) (?:unserem|unseren|den) |inscrivez-vous à (?:notre|la) )/i;
const ASKED_FOR = /^(?:\S{1,30} ){0,4}?(?:newsletter|channel|podcast)/i;

/** "Sign up to our weekly newsletter", "Folgen Sie uns auf …". */
function startsAsking(text: string): boolean {
  const start = STARTS_ASKING.exec(text)?.[0];
  return start !== undefined && (!start.endsWith(" ") || ASKED_FOR.test(text.slice(start.length)));
}

/** Link-only lines and headings without text below them at the end were leads to other articles. */
function trimEnds(drafts: readonly Draft[]): readonly Block[] {
  let end = drafts.length;
  let leads = 0;
  while (end > 0) {
    const draft = drafts[end - 1]!;
    const { kind } = draft.block;
    const isLinks = (kind === "list" || kind === "paragraph") && linkShare(draft) > 0.8;
    // What led to links that are gone leads nowhere.
    const isLead = end < drafts.length && leads === 0 && kind === "paragraph" && /^.{1,120}:$/.test(textOfDraft(draft));
    if (kind !== "heading" && !isLinks && !isLead) break;
    if (isLead) leads++;
    end--;
  }
  // A page of links only keeps them: there is nothing else.
  return (end === 0 ? drafts : drafts.slice(0, end)).map(({ block }) => block);
}

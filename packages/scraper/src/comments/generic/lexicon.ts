// The words of comment sections in many languages, as data: names of sections, of parts, of controls and of look-alikes.

const union = (words: string): string => words.trim().split(/\s+/).join("|");

/** What comments are called in ids, classes and headings. */
const COMMENT =
  union(`comments? comentarios? comentários? comentarii kommentar(?:e|er|en|i|it|y)? commentaires? commenti commento
  komentarz[ey]? komentář[ei]? komentare? kommentit? yorum(?:lar)? reacties? r[eé]actions? reaktion(?:en|er)? leserreaktionen? leserstimmen? lesermeinungen? meinungen? postings? beiträge zuschriften opinions? avis mening(?:en|ar)? opinioni pareri leserbriefe? leserkommentare? opinie opiniones
  комментари[ийяев]+ коментарі? отзывы обсуждение 评论 評論 コメント 댓글 의견 تعليقات? نظرات? discussions? diskussion(?:en)? responses? replies
  antworten respuestas réponses risposte feedback thoughts cmts?`);

/** An id or a class that names one comment or a part of it; also as one word of a longer name (`user-comment-box`). */
export const NAMED = new RegExp(
  `(?:^|[^a-z])(?:${COMMENT}|reply|posting|forumpost|forum-post|disqus|dsq|talkback|guestbook)(?:$|[^a-z])|comment(?!at|ary)|kommentar(?!isch|ator)|commentaire|comentario|reactie|yorum`,
  "iu",
);

/** What forums call a comment, in the pages of their topics. */
export const POST =
  /(?:^|[^a-z])(?:block|forum|user|k)?(?:posts?|postbit|msg|messages?)(?:$|[^a-z])|^[a-z]{1,20}[.#](?:post|message|msg|p(?:id)?#$)/i;

/** Names with such words that are no thread: a sidebar's newest comments, a form, a number, a state of the page. */
export const NOT_A_THREAD =
  /recent|latest|newest|popular|widget|sidebar|related|recommend|trending|teaser|promo|sponsor|advert|tweet|twitter|carousel|breadcrumb|footer-|site-footer|masthead|navbar|main-nav|menu|toc|table-of-contents|product|price|newsletter|gallery|slider/i;

/** A heading above a thread: "12 Comments", "Kommentare (4)", "3 thoughts on", "Leave a reply". */
export const HEADING = new RegExp(
  `^[^\\p{L}]{0,20}(?:(?:one|no|show|view|all|the|die|alle|reader|user|leser|to|your|there are|join the|recent|latest)[^\\p{L}]{1,8}){0,3}(?:\\d{1,6} )?(?:${COMMENT})(?![\\p{L}])`,
  "iu",
);

/** Parts that hold the author's name. */
export const AUTHOR =
  /(?:^|[-_ ])(?:author|user-?name|nick(?:name)?|fn|vcard|commenter|poster|postedby|posted-by|by-?line|screen-?name|display-?name|from|who|user|user-?link|member|writer|autor|auteur|autore|profile-?name|handle)(?:$|[-_ ])|(?:author|user|commenter|poster|member|comment)[-_]?name|comment-?author|(?:^|-)cite$|[-_]{1,2}name(?:text)?(?:$| )/i;
/** Parts that hold the text. */
export const BODY =
  /(?:^|[-_ ])(?:content|text|body|message|msg|bd|entry|copy|description|commenttext|commentbody|comment-?content|quote-?text|postbody|bbwrapper|inner-?text|texte|texto|inhalt)(?:$|[-_ ])|comment-?(?:text|body|content|message|copy)|post-?(?:content|text|message|msg|body)|commenttext|format_text/i;
/** Parts that are neither name nor text: what a reader does not read as the comment. */
export const FURNITURE =
  /(?:^|[-_ ])(?:meta|metadata|date|time|timestamp|published|avatar|gravatar|userpic|photo|actions?|controls?|toolbar|tools|buttons?|vote[sr]?|votes?|rating|score|karma|likes?|dislikes?|share|sharing|social|flag|report|abuse|permalink|perma|reply-?(?:link|to|button)?|replyto|edit(?:ed)?(?:-?link)?|sig|signature|badge|rank|user-?info|userinfo|userdetails|poster-?info|postprofile|number|count(?:er)?|label|status|moderation|says|hidden|visually-?hidden|screen-?reader(?:-text)?|sr-only|tooltip|dropdown|menu|nav|form|respond|info|byline|posted|details|credits?|ad|ads|advertisement)(?:$|[-_ ])/i;

/** A button or link that answers a comment. */
const REPLY =
  union(`reply replies antworten antwort beantworten erwidern kommentieren répondre responder rispondi responda réagir reageer reageren beantwoorden odpowiedz svar svara svare vastaa
  odpovědět odpovedať ответить відповісти yanıtla cevapla 返信 回复 回覆 답글 답글쓰기 رد پاسخ respondre răspunde válasz απάντηση`);
export const REPLY_CONTROL = new RegExp(
  `^[^\\p{L}]{0,4}(?:${REPLY})(?:[^\\p{L}]{1,3}(?:to (?:this|comment|post|.{1,40})|this|zu .{1,40}|à .{1,40}|a .{1,40}))?[^\\p{L}]{0,4}$`,
  "iu",
);
export const REPLY_HREF =
  /replytocom=|#(?:respond|reply)|[?&/](?:reply|replyto|reply_to|replyid|parent_id|in_reply_to)[=/]|comment\/reply|posting\.php\?mode=reply/i;

/** Short lines that are controls or labels and never what somebody said. */
const CONTROL =
  union(`reply replies share report flag like likes dislike unlike quote edit delete link permalink permanent permalien melden teilen zitieren zitat
  bearbeiten gefällt mir signaler partager citer modifier aime j'aime responder denunciar compartir citar editar gusta reportar segnala condividi cita
  rapporteer delen citeren zgłoś cytuj udostępnij lubię nahlásit sdílet пожаловаться цитировать поделиться нравится şikayet et paylaş beğen 通報 引用 举报 赞
  신고 공감 추천 recommend recommended vote votes up down upvote downvote thumbs hide collapse expand show more less log in sign to post a comment this
  report abuse inappropriate top best latest abuse spam login register helpful yes no was parent next previous prev rate rating score points point reblog
  follow followers unfollow message pm email website www profile report offensive comment comments register join mehr weniger lire la suite
  empfehlen level antworten answer link auf kommentar als reactie alert moderator ignore user block mute favorite bookmark nach oben zum or und et y e of`);
const CONTROL_LINE = new RegExp(
  `^(?:(?:${CONTROL}|${REPLY}|\\d{1,7}|[^\\p{L}\\d]{1,6})(?![\\p{L}\\d])[^\\p{L}\\d]{0,6}){1,8}$`,
  "iu",
);

/** Whether a line holds controls only: "Reply", "Report · 3 likes", "#12", "|". */
export const isControlLine = (line: string): boolean =>
  line.length <= 48 && (!/[\p{L}]/u.test(line) ? line.length <= 12 : CONTROL_LINE.test(line));

/** As short as a control, and still what somebody says: "Yes.", "5 < 6", ":-)". */
const ANSWER =
  /^(?:(?:yes|no|no more|more|less|like|i like|best|the best|top|helpful|spam|abuse|inappropriate|j'aime|gefällt mir|mehr|weniger|beğen)[.!…]{1,6}|(?:yes|no|more|mehr)[.!…]{0,3}\?{1,4}|\d[\d.,]{0,8}(?:\s?[<>=≠≤≥+*×÷]{1,2}\s?\d[\d.,]{0,8}){1,3}[.!?]{0,3}|[:;=]['’]?[-o^]?[()[\]|*3]{1,6})$/iu;
export const isAnswer = (line: string): boolean => line.length <= 48 && ANSWER.test(line);

/** What stands where a comment was. */
export const GONE =
  /^\W{0,3}(?:this (?:comment|post|message) (?:has been|was|is) (?:removed|deleted|hidden|blocked)|\[?(?:deleted|removed)\]?\W{0,9}$|comment (?:deleted|removed)|(?:dieser )?(?:kommentar|beitrag) wurde (?:\S{1,20} ){0,4}(?:gelöscht|entfernt)|entfernt\b.{0,60}$|ce commentaire a été (?:supprimé|retiré)|(?:este )?comentario (?:eliminado|borrado)|комментарий (?:удал[её]н|скрыт))/iu;

/** Links to somebody's page: the text of one is most likely a name. */
export const USER_HREF =
  /(?:^|[/?&])(?:users?|user-?profile?n?|space-uid|profiles?|members?|authors?|people|commenters?|u|~|nutzer|benutzer|profil|utilisateur|membre|usuario|utente|gebruiker|kullanici|mitglied(?:er)?)(?:[/=_.-]|\.php|\?)/i;

/** Links to further pages of a thread. */
export const NEXT_PAGE =
  /^[^\p{L}\d]{0,4}(?:next|older|newer|more|load more|weitere?|nächste|ältere|neuere|suivante?s?|plus|siguientes?|más|próxim[ao]s?|mais|successiv[ie]|volgende|nästa|næste|neste|seuraava|następna|další|следующ\p{L}{2,4}|далее|sonraki|次へ?|下一页|다음)(?![\p{L}]).{0,30}$/iu;

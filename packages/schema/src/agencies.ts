// News agencies: what they are called in datelines, bylines and signatures, in any language we met.

/** The agency's name, then its other names after bars. */
const NAMES = `AP|Associated Press|The Associated Press
Reuters|Thomson Reuters|rtr|rtrs
AFP|Agence France-Presse|Agence France Presse
dpa|Deutsche Presse-Agentur|dpa-infocom|dpa-AFX|dpa-tmn
APA|Austria Presse Agentur|Austria Presse-Agentur
Keystone-SDA|SDA|ATS|Keystone-ATS|sda-ats|awp
ANSA|Agenzia ANSA
Adnkronos
AGI|Agenzia Italia
LaPresse
EFE|Agencia EFE|Agencia Efe
Europa Press
PA Media|PA|Press Association|PA News Agency
UPI|United Press International
Bloomberg|Bloomberg News
Xinhua|Xinhua News Agency|新华社|新华网
TASS|ITAR-TASS|ТАСС
RIA Novosti|РИА Новости|RIA
Interfax|Интерфакс|Interfax-Ukraine
Ukrinform|Укрінформ
UNIAN|УНІАН
BelTA
epd|Evangelischer Pressedienst
KNA|Katholische Nachrichten-Agentur
SID|Sport-Informations-Dienst
Belga|Agence Belga
ANP|Algemeen Nederlands Persbureau
Ritzau
NTB
TT|TT Nyhetsbyrån
STT|STT-Lehtikuva
PAP|Polska Agencja Prasowa
ČTK|CTK
TASR
SITA
MTI|Magyar Távirati Iroda
Agerpres
BTA
HINA
Tanjug
FoNet
STA|Slovenska tiskovna agencija
BNS
ELTA
LETA
Lusa|Agência Lusa
Agência Brasil
Télam
Notimex
Kyodo|Kyodo News|共同通信
Jiji|Jiji Press|時事通信
Yonhap|Yonhap News Agency|연합뉴스
PTI|Press Trust of India
ANI|Asian News International
IANS|Indo-Asian News Service
AAP|Australian Associated Press
The Canadian Press|Canadian Press|La Presse Canadienne
Anadolu|AA|Anadolu Agency|Anadolu Ajansı
DHA|Demirören Haber Ajansı
İHA|İhlas Haber Ajansı
IRNA
WAM
SPA|Saudi Press Agency
KUNA
MENA
Bernama
Antara
VNA
APP
Inter Press Service|IPS`;

/** Agencies by their usual name. */
export const AGENCIES: readonly string[] = NAMES.split("\n").map((line) => line.split("|")[0]!);

const keyOf = (text: string): string =>
  text
    .normalize("NFC")
    .toLocaleLowerCase("en")
    .replace(/[^\p{L}\p{N}]/gu, "");

const byKey = new Map(
  NAMES.split("\n").flatMap((line) => line.split("|").map((name) => [keyOf(name), line.split("|")[0]!])),
);

/** Names that are letters alone mean something else in running words ("PA", "Spa"): they count where an agency must stand. */
const isShort = (part: string): boolean => keyOf(part).length <= 4;

/** In capitals, or all small ("dpa", "afp"), or as the agency writes itself: "Sita" is a person. */
const isWrittenSo = (part: string): boolean =>
  part === part.toUpperCase() || part === part.toLowerCase() || !isShort(part) || AGENCIES.includes(part);

/** Joins of names, and desks behind them: "dpa/lno", "AFP, Reuters", "AP and dpa". */
const JOIN = / ?[/,;&+|] ?| (?:and|und|et|y|e|with|mit|avec|con) /u;

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * The agencies of a text that names agencies and nothing else but their desks: "dpa/lno", "AFP, Reuters". Undefined where
 * anything else stands there.
 *
 * @example
 * agenciesNamed("dpa/lno"); // ["dpa"]
 * agenciesNamed("Ada Moor"); // undefined
 */
export function agenciesNamed(text: string): readonly string[] | undefined {
  if (text.length > 120) return undefined;
  const found = new Set<string>();
  for (const part of oneLine(text).split(JOIN)) {
    const agency = isWrittenSo(part) ? byKey.get(keyOf(part)) : undefined;
    if (agency !== undefined) found.add(agency);
    // A desk or an editor signs with a few small letters: "dpa/eig".
    else if (found.size === 0 || !/^\p{Ll}{2,5}$/u.test(part)) return undefined;
  }
  return found.size === 0 ? undefined : [...found];
}

const PREFIX =
  /^(?:(?:by|von|par|por|di|da|door|av|af|from|source|quelle|fuente|fonte|redazione|text|mit material von) ?:? |© ?)/iu;
const STAFF = / (?:staff(?: writers?| reporters?)?|news agency|agency|newswire|wire|correspondents?|reporters?)$/iu;
const PLACE = / (?:in|aus|à|en|at) \p{Lu}/u;
const LONGEST_PLACE = 60;

/** Without where it was written: "AFP in Paris". */
function withoutPlace(line: string): string {
  const at = line.search(PLACE);
  return at === -1 || line.length - at > LONGEST_PLACE ? line : line.slice(0, at);
}

/**
 * The agencies of a byline: alone ("Von dpa", "Reuters Staff", "AFP in Paris"), or beside people by a name that means nothing else
 * ("Ada Moor, Associated Press").
 *
 * @example
 * agenciesOfByline("By ADA MOOR Associated Press"); // ["AP"]
 */
export function agenciesOfByline(byline: string): readonly string[] {
  if (byline.length > 300) return [];
  const line = withoutPlace(oneLine(byline).replace(PREFIX, "")).replace(STAFF, "");
  const alone = agenciesNamed(line);
  if (alone) return alone;
  const found = new Set<string>();
  for (const part of line.split(/[/,;&+|()]| (?:and|und|et|y|with|mit|avec|con|for|für|pour) /u)) {
    const words = part.trim().replace(STAFF, "").split(" ");
    // At the end, as AP's own bylines have it.
    for (let from = Math.max(0, words.length - 4); from < words.length; from++) {
      const name = words.slice(from).join(" ");
      const agency = byKey.get(keyOf(name));
      const alike =
        agency !== undefined &&
        isWrittenSo(name) &&
        (!isShort(name) || (from === 0 && /^[\p{Lu}]+$/u.test(name) && name !== "PA"));
      if (alike) found.add(agency);
    }
  }
  return [...found];
}

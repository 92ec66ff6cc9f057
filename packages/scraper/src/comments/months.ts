// The names of the months as comment dates print them, in many languages, whatever language the page claims.

/** January to December; the Slavic and Greek ones in the form that follows a day. */
const FULL = [
  "january february march april may june july august september october november december",
  "januar februar märz april mai juni juli august september oktober november dezember",
  "jänner feber maerz april mai juni juli august september oktober november dezember",
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
  "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "januari februari mars april maj juni juli augusti september oktober november december",
  "januar februar marts april maj juni juli august september oktober november desember",
  "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
  "ledna února března dubna května června července srpna září října listopadu prosince",
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
  "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
  "január február március április május június július augusztus szeptember október november december",
  "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
];

const SHORT = [
  "jan feb mar apr may jun jul aug sep oct nov dec",
  "jan feb mär apr mai jun jul aug sept okt nov dez",
  "janv févr mars avr mai juin juil août sept oct nov déc",
  "ene feb mar abr may jun jul ago sept oct nov dic",
  "jan fev mar abr mai jun jul ago set out nov dez",
  "gen feb mar apr mag giu lug ago set ott nov dic",
  "jan feb mrt apr mei jun jul aug sep okt nov dec",
  "янв фев мар апр мая июн июл авг сен окт ноя дек",
];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [...FULL, ...SHORT].flatMap((line) => line.split(" ").map((name, index) => [name, index + 1] as const)),
);

/** 1 to 12 for the name of a month in lower case, with or without a full stop; undefined for any other word. */
export const monthOf = (word: string): number | undefined => NUMBERS.get(word);

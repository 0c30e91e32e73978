/** Every word on the page that the sandbox itself says. Norwegian bokmål. */
export const t = {
  title: 'Samråd – prøvested',
  loading: 'Henter …',
  offline: 'Mistet kontakten med prøvestedet. Prøver igjen …',
  showAs: 'Vis som',
  searchPerson: 'Søk etter person',
  noPerson: 'Ingen treff',
  platforms: 'Plattform',
  slack: 'Slack',
  teams: 'Teams',
  notOn: (name: string, platform: string) => `${name} har ikke konto i ${platform}.`,
  clock: 'Botens klokke',
  nextDeadline: 'Neste frist',
  play: 'Spill av',
  pause: 'Pause',
  step: 'Ett steg',
  progress: (done: number, total: number) => `${done} av ${total} steg`,
  allDone: 'Alt er spilt av',
  next: 'Neste:',
  failures: (count: number) => (count === 1 ? '1 steg feilet' : `${count} steg feilet`),
  stepWords: (who: string, what: string, where: string) => `${who}: ${what} i ${where}`,
  says: (text: string) => `skriver «${text}»`,
  presses: (label: string) => `trykker «${label}»`,
  fills: 'fyller ut skjema',
  channels: 'Kanaler',
  home: 'Hjem',
  directMessages: 'Meldinger',
  emptyChannel: 'Ingen meldinger ennå.',
  emptyHome: 'Boten har ikke laget noen hjemside ennå.',
  messages: 'Meldinger',
  onlyYou: 'Bare synlig for deg',
  botBadge: 'APP',
  edited: '(redigert)',
  replies: (count: number) => (count === 1 ? '1 svar' : `${count} svar`),
  reply: 'Svar i tråd',
  replyLabel: 'Svar i tråden',
  write: (where: string) => `Skriv i ${where}`,
  commandHint: (command: string) => `Skriv en melding, eller ${command} …`,
  send: 'Send',
  more: 'Flere valg',
  moreOn: 'Gjør noe med meldingen',
  choose: 'Velg',
  search: 'Søk …',
  close: 'Lukk',
  optional: '(valgfritt)',
  formFault: 'Skjemaet er ikke sendt. Se feltene som er merket.',
  sending: 'Sender …',
  dismiss: 'Skjul',
  newMessage: (from: string) => `Ny melding fra ${from}`,
  shortcuts: 'Snarveier',
} as const;

/** Slack's own words, as the local Slack gives them, in Norwegian. */
const SLACK_SAYS: [RegExp, string][] = [
  [/^Please complete this required field\.$/, 'Fyll ut dette feltet.'],
  [/^At least (\d+) characters\.$/, 'Skriv minst $1 tegn.'],
  [/^No more than (\d+) characters\.$/, 'Skriv høyst $1 tegn.'],
  [/^Not an email\.$/, 'Dette er ikke en e-postadresse.'],
  [/^Not a number\.$/, 'Dette er ikke et tall.'],
  [/^We had some trouble connecting.*$/, 'Fikk ikke kontakt med boten. Prøv igjen.'],
  [/^(\S+) failed with the error "(.*)"$/, '$1 feilet ($2).'],
  [/^The app did not answer \((.*)\)$/, 'Boten svarte ikke ($1). Prøv igjen.'],
  [/^no message with "(.*)" in (.*)$/, 'fant ingen melding med «$1» i $2'],
  [/^no "(.*)" on the message; there is: (.*)$/, 'fant ikke «$1» på meldingen, som har: $2'],
  [/^nothing labelled "(.*)"; there is: (.*)$/, 'fant ikke «$1»; det finnes: $2'],
  [/^no field "(.*)"; there is: (.*)$/, 'fant ikke feltet «$1»; det finnes: $2'],
  [/^no choice "(.*)" under "(.*)"$/, 'fant ikke valget «$1» under «$2»'],
  [/^no shortcut "(.*)"$/, 'fant ikke snarveien «$1»'],
  [/^no form opened$/, 'det åpnet seg ikke noe skjema'],
  [/^the form "(.*)" lacks (.*)$/, 'skjemaet «$1» mangler $2'],
  [/^the form is no longer open$/, 'Skjemaet er ikke lenger åpent.'],
  [/^the message is gone$/, 'Meldingen er borte.'],
  [/^(operation_timeout|dispatch_failed)$/, 'boten svarte ikke ($1)'],
  [/^not_connected$/, 'boten er ikke koblet til'],
];

export function slackSays(text: string): string {
  const found = SLACK_SAYS.find(([pattern]) => pattern.test(text));
  return found ? text.replace(found[0], found[1]) : text;
}

function dayOf(seconds: number, more: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('nb-NO', { timeZone: 'Europe/Oslo', ...more }).format(new Date(seconds * 1000));
}

/** Slack's date markup (seconds and a pattern with {date}, {time} and the like), in Norwegian. */
export function slackDate(seconds: number, pattern: string): string {
  const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const kinds: [string, Intl.DateTimeFormatOptions][] = [
    ['date_num', { day: '2-digit', month: '2-digit', year: 'numeric' }],
    ['date_short', short],
    ['date_long', { weekday: 'long', ...long }],
    ['date', long],
    ['time_secs', { ...clock, second: '2-digit' }],
    ['time', clock],
  ];
  return kinds.reduce((text, [kind, how]) => {
    return text.replace(new RegExp(`\\{${kind}(_pretty)?\\}`, 'g'), () => dayOf(seconds, how).replaceAll(':', '.'));
  }, pattern);
}

const DAY = new Intl.DateTimeFormat('nb-NO', { weekday: 'long', timeZone: 'Europe/Oslo' });
const PARTS = new Intl.DateTimeFormat('nb-NO', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/Oslo',
});

/** An instant as 1.2.2027 kl. 09.00, Norwegian time. */
export function dateAndTime(instant: string | number): string {
  const parts = new Map(PARTS.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return `${parts.get('day')}.${parts.get('month')}.${parts.get('year')} kl. ${parts.get('hour')}.${parts.get('minute')}`;
}

/** An instant as mandag 1.2.2027 kl. 09.00, Norwegian time. */
export function inWords(instant: string): string {
  return `${DAY.format(new Date(instant))} ${dateAndTime(instant)}`;
}

/** Every word on the page that the sandbox itself says. Norwegian bokmål. */
export const t = {
  title: 'Samråd – prøvested',
  subtitle: 'Lokal Slack og lokal Teams. Alle personer er oppdiktet.',
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
  noClock: 'Boten har ingen klokke her',
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
  app: 'App',
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
  chosen: (count: number) => `${count} valgt`,
  search: 'Søk …',
  close: 'Lukk',
  submit: 'Send inn',
  optional: '(valgfritt)',
  formFault: 'Skjemaet er ikke sendt. Se feltene som er merket.',
  sending: 'Sender …',
  failed: 'Det gikk ikke',
  dismiss: 'Skjul',
  newMessage: (from: string) => `Ny melding fra ${from}`,
  notes: 'Slack sier',
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
];

export function slackSays(text: string): string {
  const found = SLACK_SAYS.find(([pattern]) => pattern.test(text));
  return found ? text.replace(found[0], found[1]) : text;
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

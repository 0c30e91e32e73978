/** Every word of the Teams pane. */
export const text = {
  places: 'Kanaler og chat',
  chats: 'Chat',
  newPost: 'Start en samtale',
  write: 'Skriv en melding',
  reply: 'Svar',
  writeReply: 'Skriv et svar',
  send: 'Send',
  cancel: 'Avbryt',
  close: 'Lukk',
  empty: 'Ingen meldinger ennå.',
  more: 'Flere valg',
  refresh: 'Oppdater kortet',
  edited: 'Redigert',
  own: 'Bare du ser dette kortet slik',
  app: 'App',
  unread: 'nye',
  search: 'Søk',
  noHits: 'Ingen treff.',
  share: 'Del her',
  mentionHint: (bot: string) => `Skriv @${bot} for å snakke til boten.`,
  failed: 'Noe gikk galt. Prøv igjen.',
};

/** Like 5.6. kl. 14.30, in Norway's time. */
export function shortTime(iso: string): string {
  const parts = new Intl.DateTimeFormat('nb-NO', {
    timeZone: 'Europe/Oslo',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(iso));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('day')}.${of('month')}. kl. ${of('hour')}.${of('minute')}`;
}

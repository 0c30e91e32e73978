/** Bokmål: minutes of a group's questions, to be printed. */
import { capital, count } from '../format.ts';

export const minutesNb = {
  title: (name: string) => `Referat: ${name}`,
  period: (from: string, to: string) => `Fra ${from} til ${to}`,
  made: (when: string) => `Skrevet av Samråd ${when}`,
  decided: (n: number) => `besluttet ${n}`,
  lifted: (n: number) => `løftet ${n}`,
  open: (n: number) => `åpne ${n}`,
  withdrawn: (n: number) => `trukket ${n}`,
  more: (n: number) =>
    n === 1
      ? 'Én sak til fikk ikke plass her. Skriv sak og nummeret for å se den.'
      : `${capital(count(n, 'nb', 'm'))} saker til fikk ikke plass her. Skriv sak og nummeret for å se en av dem.`,
  mostOnly: (n: number) => `Bare de ${n} siste sakene er med. Velg en senere dato for å få med resten.`,
  none: (name: string, since: string) => `Ingen saker i ${name} siden ${since}.`,
  whichGroup: (word: string, names: string) => `Skriv hvem referatet gjelder etter ${word}: ${names}.`,
  badDate: (word: string, day: string) =>
    `Den datoen kan ikke brukes. Skriv en dag det siste året, for eksempel: ${word} ${day}`,
  file: 'referat',
  comesWith: 'Her er referatet. Åpne fila for å lese eller skrive ut.',
  sent: 'Referatet ligger i chatten din med Samråd.',
  lacksRight: (right: string) =>
    `Samråd mangler rettigheten ${right} i Slack og får ikke sendt fila. Be den som drifter Samråd, gi den. Her er det i korthet.`,
  notSent:
    'Referatet kunne ikke sendes som fil nå. Prøv igjen om litt, hvis det ikke ligger i chatten med Samråd. Her er det i korthet.',
};

export type MinutesCatalog = typeof minutesNb;

/** Nynorsk: minutes of a group's questions, to be printed. */
import { capital, count } from '../format.ts';
import type { MinutesCatalog } from './nb.ts';

export const minutesNn: MinutesCatalog = {
  title: (name) => `Referat: ${name}`,
  period: (from, to) => `Frå ${from} til ${to}`,
  made: (when) => `Skrive av Samråd ${when}`,
  decided: (n) => `avgjorde ${n}`,
  lifted: (n) => `lyfta ${n}`,
  open: (n) => `opne ${n}`,
  withdrawn: (n) => `trekte ${n}`,
  more: (n) =>
    n === 1
      ? 'Éi sak til fekk ikkje plass her. Skriv sak og nummeret for å sjå ho.'
      : `${capital(count(n, 'nn', 'f'))} saker til fekk ikkje plass her. Skriv sak og nummeret for å sjå ei av dei.`,
  mostOnly: (n) => `Berre dei ${n} siste sakene er med. Vel ein seinare dato for å få med resten.`,
  none: (name, since) => `Ingen saker i ${name} sidan ${since}.`,
  whichGroup: (word, names) => `Skriv kven referatet gjeld etter ${word}: ${names}.`,
  badDate: (word, day) => `Den datoen kan ikkje brukast. Skriv ein dag det siste året, til dømes: ${word} ${day}`,
  file: 'referat',
  comesWith: 'Her er referatet. Opne fila for å lese eller skrive ut.',
  sent: 'Referatet ligg i chatten din med Samråd.',
  lacksRight: (right) =>
    `Samråd manglar retten ${right} i Slack og får ikkje sendt fila. Be den som driftar Samråd, gi han. Her er det i korte trekk.`,
  notSent:
    'Referatet kunne ikkje sendast som fil no. Prøv igjen om litt, om det ikkje ligg i chatten med Samråd. Her er det i korte trekk.',
};

/** Nynorsk: what a person has for themselves. */
import { count } from '../format.ts';
import type { OwnCatalog } from './nb.ts';

export const ownNn: OwnCatalog = {
  language: {
    label: 'Språk',
    name: { nb: 'bokmål', nn: 'nynorsk', en: 'engelsk' },
    now: (name) => `Eg skriv ${name} til deg.`,
    noted: 'Notert: eg skriv nynorsk til deg.',
    unknown: (word) => `Eg skriv ikkje «${word}». Vel eitt av desse språka:`,
  },
  hours: {
    now: (from, to) => `Du får meldingar på arbeidsdagar mellom ${from} og ${to}. Utanom den tida ventar dei.`,
    noted: (from, to) => `Notert: du får meldingar på arbeidsdagar mellom ${from} og ${to}.`,
    change: 'Endre tidene …',
    title: 'Tider for meldingar',
    intro:
      'Purringar og lista for dagen kjem berre på arbeidsdagar, i tida du vel her. Det som skal sendast elles, ventar.',
    from: 'Tidlegast',
    to: 'Seinast',
    order: 'Vel eit klokkeslett som er seinare enn det første.',
  },
  home: {
    groups: 'Gruppene dine',
    group: (name, open) => `${name} · ${open === 1 ? 'éi open sak' : `${count(open, 'nn', 'f')} opne saker`}`,
    decided: 'Avgjort denne veka',
    nothingDecided: 'Ingen saker er avgjorde enno.',
    more: (n, word) =>
      `${n === 1 ? 'Éi' : count(n, 'nn', 'f')} til. Skriv /samrad ${word} og saksnummeret for å sjå ei sak.`,
    settings: 'Slik vil du ha det',
  },
  bundle: {
    past: 'Denne lista er frå ein tidlegare dag. Det som ventar på deg no, står i lista for i dag.',
    closed: (number) => `${number} · avslutta`,
  },
};

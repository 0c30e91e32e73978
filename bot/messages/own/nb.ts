/** Bokmål: what a person has for themselves: their home tab, their language, when they are written to. */
import { count } from '../format.ts';

export const ownNb = {
  language: {
    label: 'Språk',
    name: { nb: 'bokmål', nn: 'nynorsk', en: 'engelsk' },
    now: (name: string) => `Jeg skriver ${name} til deg.`,
    noted: 'Notert: jeg skriver bokmål til deg.',
    unknown: (word: string) => `Jeg skriver ikke «${word}». Velg et av disse språkene:`,
  },
  hours: {
    now: (from: string, to: string) =>
      `Du får meldinger på arbeidsdager mellom ${from} og ${to}. Utenom den tiden venter de.`,
    noted: (from: string, to: string) => `Notert: du får meldinger på arbeidsdager mellom ${from} og ${to}.`,
    change: 'Endre tidene …',
    title: 'Tider for meldinger',
    intro:
      'Purringer og dagens liste kommer bare på arbeidsdager, i tiden du velger her. Det som skal sendes ellers, venter.',
    from: 'Tidligst',
    to: 'Senest',
    order: 'Velg et klokkeslett som er senere enn det første.',
  },
  home: {
    groups: 'Gruppene dine',
    group: (name: string, open: number) =>
      `${name} · ${open === 1 ? 'én åpen sak' : `${count(open, 'nb', 'f')} åpne saker`}`,
    decided: 'Besluttet denne uka',
    nothingDecided: 'Ingen saker er besluttet ennå.',
    more: (n: number, word: string) =>
      `${n === 1 ? 'Én' : count(n, 'nb', 'f')} til. Skriv /samrad ${word} og saksnummeret for å se en sak.`,
    settings: 'Slik vil du ha det',
  },
  bundle: {
    /** A list of a day gone by. */
    past: 'Denne lista er fra en tidligere dag. Det som venter på deg nå, står i dagens liste.',
    closed: (number: string) => `${number} · avsluttet`,
  },
};

export type OwnCatalog = typeof ownNb;

/** Bokmål: what is gathered: time thieves, proposals for improvement, the glossary. */
import type { IdeaKind } from '../../domain/index.ts';
import { capital, count } from '../format.ts';

export const gatherNb = {
  idea: {
    one: { 'time-thief': 'tidstyv', improvement: 'forbedringsforslag' } satisfies Record<IdeaKind, string>,
    many: { 'time-thief': 'Tidstyver', improvement: 'Forbedringsforslag' } satisfies Record<IdeaKind, string>,
    noted: (kind: string, number: string) => `Notert som ${kind} på ${number}.`,
    comesWeekly: 'Kommer med i ukas oversikt.',
    already: (kind: string, number: string) => `Dette er alt notert som ${kind} på ${number}.`,
    whichCase: (shortcut: string, word: string) =>
      `Jeg ser ikke hvilken sak dette gjelder. Gå til tråden under kortet og velg «${shortcut}» i menyen på en melding, eller skriv @Samråd ${word} og noen ord der.`,
    noText: (shortcut: string) =>
      `Her er det ingen ord å ta med. Velg «${shortcut}» på en melding som noen har skrevet i tråden.`,
    noWords: (word: string) => `Skriv hva det gjelder etter ordet, for eksempel: ${word} Vi fører det samme to steder.`,
  },
  weekly: {
    title: 'Ukas tidstyver og forbedringsforslag',
    more: (n: number) =>
      n === 1
        ? 'Én til fikk ikke plass. Den står på saken sin.'
        : `${capital(count(n, 'nb', 'm'))} til fikk ikke plass. De står på sakene sine.`,
    foot: (thief: string, improvement: string) =>
      `Ser du flere? Velg «${thief}» eller «${improvement}» i menyen på en melding i tråden under en sak.`,
  },
  search: {
    noWords: (word: string) => `Skriv noe du husker fra saken etter «${word}», for eksempel: ${word} multidose`,
    nothing: (said: string) => `Jeg finner ingen sak om «${said}». Prøv færre ord, eller bare begynnelsen av et ord.`,
    found: (n: number, said: string) =>
      n === 1 ? `Én sak om «${said}»` : `${capital(count(n, 'nb', 'm'))} saker om «${said}»`,
    many: (n: number, said: string) => `Mer enn ${count(n, 'nb', 'm')} saker om «${said}»`,
    more: (n: number) => `Her er de ${count(n, 'nb', 'm')} første. Skriv flere ord for å få færre.`,
    open: 'åpen',
    decided: (when: string) => `besluttet ${when}`,
    withdrawn: 'trukket',
    replaced: (number: string) => `erstattet av ${number}`,
    asOf: (when: string) => `slik sto saken ${when}.`,
  },
  term: {
    noWord: (word: string) => `Skriv begrepet etter ordet, for eksempel: ${word} in basket`,
    notFound: (word: string) => `Jeg finner ikke «${word}» i ordlista.`,
    found: (word: string) => `«${word}» i ordlista`,
    english: 'Engelsk',
    both: 'Bokmål og nynorsk',
    language: { nb: 'Bokmål', nn: 'Nynorsk', en: 'Norsk' },
    decided: (number: string, when: string) => `Besluttet ${when} i ${number}`,
    open: (number: string) => `Til avstemning i ${number}`,
    builtIn: 'Fra Samråds egen ordliste',
    more: (n: number) =>
      `${n === 1 ? 'Ett treff' : `${capital(count(n, 'nb', 'n'))} treff`} til. Skriv mer av begrepet.`,
    askExpert: 'Be en fagekspert eller en koordinator foreslå et norsk ord.',
    propose: 'Foreslå et norsk ord …',
    question: (term: string) => `Hva skal “${term}” hete på norsk?`,
    alreadyOpen: (number: string) => `Gruppa stemmer alt over dette ordet i ${number}. Svar der.`,
    alreadyDecided: (number: string) => `Ordet er besluttet i ${number}. Skriv her hva som er nytt siden da.`,
    form: {
      title: 'Foreslå et norsk ord',
      intro: 'Gruppa stemmer over ordet som over andre saker. Det som blir besluttet, står i ordlista.',
      term: 'Engelsk begrep',
      termHint: 'Slik leverandøren skriver det.',
      translation: 'Forslag på norsk',
      options: 'Andre muligheter',
      optionsHint: 'Ett ord på hver linje.',
      why: 'Hvor brukes det, og hvorfor dette ordet?',
      whyHint: 'Gjerne en setning der ordet står slik du ville sagt det.',
      group: 'Gruppe',
    },
  },
};

export type GatherCatalog = typeof gatherNb;

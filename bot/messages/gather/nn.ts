/** Nynorsk: what is gathered: time thieves, proposals for improvement, the glossary. */
import { capital, count } from '../format.ts';
import type { GatherCatalog } from './nb.ts';

export const gatherNn: GatherCatalog = {
  idea: {
    one: { 'time-thief': 'tidstjuv', improvement: 'forbetringsforslag' },
    many: { 'time-thief': 'Tidstjuvar', improvement: 'Forbetringsforslag' },
    noted: (kind, number) => `Notert som ${kind} på ${number}.`,
    comesWeekly: 'Kjem med i oversikta for veka.',
    already: (kind, number) => `Dette er alt notert som ${kind} på ${number}.`,
    whichCase: (shortcut, word) =>
      `Eg ser ikkje kva sak dette gjeld. Gå til tråden under kortet og vel «${shortcut}» i menyen på ei melding, eller skriv @Samråd ${word} og nokre ord der.`,
    noText: (shortcut) =>
      `Her er det ingen ord å ta med. Vel «${shortcut}» på ei melding som nokon har skrive i tråden.`,
    noWords: (word) => `Skriv kva det gjeld etter ordet, til dømes: ${word} Vi fører det same to stader.`,
  },
  weekly: {
    title: 'Tidstjuvar og forbetringsforslag denne veka',
    more: (n) =>
      n === 1
        ? 'Éin til fekk ikkje plass. Han står på saka si.'
        : `${capital(count(n, 'nn', 'm'))} til fekk ikkje plass. Dei står på sakene sine.`,
    foot: (thief, improvement) =>
      `Ser du fleire? Vel «${thief}» eller «${improvement}» i menyen på ei melding i tråden under ei sak.`,
  },
  search: {
    noWords: (word: string) => `Skriv noko du hugsar frå saka etter «${word}», til dømes: ${word} multidose`,
    nothing: (said: string) => `Eg finn inga sak om «${said}». Prøv færre ord, eller berre starten av eit ord.`,
    found: (n: number, said: string) =>
      n === 1 ? `Éi sak om «${said}»` : `${capital(count(n, 'nn', 'f'))} saker om «${said}»`,
    many: (n: number, said: string) => `Meir enn ${count(n, 'nn', 'f')} saker om «${said}»`,
    more: (n: number) => `Her er dei ${count(n, 'nn', 'f')} første. Skriv fleire ord for å få færre.`,
    open: 'open',
    decided: (when: string) => `avgjord ${when}`,
    withdrawn: 'trekt',
    replaced: (number: string) => `erstatta av ${number}`,
    asOf: (when: string) => `slik stod saka ${when}.`,
  },
  term: {
    noWord: (word) => `Skriv omgrepet etter ordet, til dømes: ${word} in basket`,
    notFound: (word) => `Eg finn ikkje «${word}» i ordlista.`,
    found: (word) => `«${word}» i ordlista`,
    english: 'Engelsk',
    both: 'Bokmål og nynorsk',
    language: { nb: 'Bokmål', nn: 'Nynorsk', en: 'Norsk' },
    decided: (number, when) => `Avgjort ${when} i ${number}`,
    open: (number) => `Til avrøysting i ${number}`,
    builtIn: 'Frå ordlista til Samråd',
    more: (n) => `${n === 1 ? 'Eitt treff' : `${capital(count(n, 'nn', 'n'))} treff`} til. Skriv meir av omgrepet.`,
    askExpert: 'Be ein fagekspert eller ein koordinator føreslå eit norsk ord.',
    propose: 'Føreslå eit norsk ord …',
    question: (term) => `Kva skal “${term}” heite på norsk?`,
    alreadyOpen: (number) => `Gruppa røystar alt over dette ordet i ${number}. Svar der.`,
    alreadyDecided: (number) => `Ordet er avgjort i ${number}. Skriv her kva som er nytt sidan då.`,
    form: {
      title: 'Føreslå eit norsk ord',
      intro: 'Gruppa røystar over ordet som over andre saker. Det som blir avgjort, står i ordlista.',
      term: 'Engelsk omgrep',
      termHint: 'Slik leverandøren skriv det.',
      translation: 'Framlegg på norsk',
      options: 'Andre moglegheiter',
      optionsHint: 'Eitt ord på kvar linje.',
      why: 'Kvar blir det brukt, og kvifor dette ordet?',
      whyHint: 'Gjerne ei setning der ordet står slik du ville sagt det.',
      group: 'Gruppe',
    },
  },
};

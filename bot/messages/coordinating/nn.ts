/** Nynorsk: what a coordinator does from the digest. */
import { count } from '../format.ts';
import type { CoordinatingCatalog } from './nb.ts';

function objections(n: number): string {
  return n === 1 ? 'éi open innvending' : `${count(n, 'nn', 'f')} opne innvendingar`;
}

export const coordinatingNn: CoordinatingCatalog = {
  done: {
    remind: 'purra i dag',
    'call-substitutes': 'vara er kalla inn',
    'notify-expert': 'fagekspert er varsla i dag',
  },
  did: {
    remind: (n) => `Purra ${count(n, 'nn', 'm')} som ikkje har svart.`,
    'call-substitutes': (n) => `Kalla inn vara for ${count(n, 'nn', 'm')} som ikkje har svart.`,
    'notify-expert': (n) => `Varsla fagekspert om ${objections(n)}.`,
  },
  goesOut: (when) => `Meldinga går ut ${when}.`,
  stale: 'Saka har endra seg sidan oversikta kom. Skriv «status» for å sjå korleis ho står no.',
  unanswered: (days) => `ikkje svar frå fagekspert på ${days === 1 ? 'éin dag' : `${count(days, 'nn', 'm')} dagar`}`,
  wait: (n, coordinator) =>
    `${n === 1 ? 'Éi innvending' : `${count(n, 'nn', 'f')} innvendingar`} ventar på svar frå fagekspert. ${coordinator} ber om at nokon svarar.`,
};

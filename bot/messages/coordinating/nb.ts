/** Bokmål: what a coordinator does from the digest. */
import { count } from '../format.ts';
import type { Coordinating } from '../receipt.ts';

function objections(n: number): string {
  return n === 1 ? 'én åpen innvending' : `${count(n, 'nb', 'm')} åpne innvendinger`;
}

export const coordinatingNb = {
  /** In the digest's row, today. */
  done: {
    remind: 'purret i dag',
    'call-substitutes': 'vara er kalt inn',
    'notify-expert': 'fagekspert er varslet i dag',
  } satisfies Record<Coordinating, string>,
  /** `n`: seats that are silent; objections that wait. */
  did: {
    remind: (n: number) => `Purret ${count(n, 'nb', 'm')} som ikke har svart.`,
    'call-substitutes': (n: number) => `Kalt inn vara for ${count(n, 'nb', 'm')} som ikke har svart.`,
    'notify-expert': (n: number) => `Varslet fagekspert om ${objections(n)}.`,
  } satisfies Record<Coordinating, (n: number) => string>,
  goesOut: (when: string) => `Meldingen går ut ${when}.`,
  stale: 'Saken har endret seg siden oversikten kom. Skriv «status» for å se hvordan den står nå.',
  unanswered: (days: number) =>
    `ingen svar fra fagekspert på ${days === 1 ? 'én dag' : `${count(days, 'nb', 'm')} dager`}`,
  wait: (n: number, coordinator: string) =>
    `${n === 1 ? 'Én innvending' : `${count(n, 'nb', 'm')} innvendinger`} venter på svar fra fagekspert. ${coordinator} ber om at noen svarer.`,
};

export type CoordinatingCatalog = typeof coordinatingNb;

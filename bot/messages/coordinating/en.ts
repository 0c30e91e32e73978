/** English: what a coordinator does from the digest. */
import { count } from '../format.ts';
import type { CoordinatingCatalog } from './nb.ts';

function silent(n: number): string {
  return n === 1 ? 'one who has not answered' : `${count(n, 'en', 'n')} who have not answered`;
}

function objections(n: number, kind: string): string {
  return `${count(n, 'en', 'n')} ${kind}${n === 1 ? 'objection' : 'objections'}`;
}

export const coordinatingEn: CoordinatingCatalog = {
  done: {
    remind: 'reminded today',
    'call-substitutes': 'substitutes are called in',
    'notify-expert': 'expert notified today',
  },
  did: {
    remind: (n) => `Reminded ${silent(n)}.`,
    'call-substitutes': (n) => `Called in substitutes for ${silent(n)}.`,
    'notify-expert': (n) => `Notified the expert of ${objections(n, 'open ')}.`,
  },
  goesOut: (when) => `The message goes out ${when}.`,
  stale: 'The question has changed since this overview came. Write “status” to see how it stands now.',
  unanswered: (days) => `no answer from an expert for ${days === 1 ? 'one day' : `${count(days, 'en', 'n')} days`}`,
  wait: (n, coordinator) =>
    `${objections(n, '')} ${n === 1 ? 'waits' : 'wait'} for an answer from an expert. ${coordinator} asks that somebody answers.`,
};

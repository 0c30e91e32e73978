import type { CommandOf, Refusal } from '../commands.ts';
import { isSteward } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import { nextGate } from '../follow-through.ts';
import type { Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** In order, after the decision and before the vendor is answered (progress plan of 26.6.2018: the points are passed before results are shared). */
export function passGate(q: Question, c: CommandOf<'pass-gate'>): QuestionEvent[] | Refusal {
  if (q.status === 'open') return refuse('not-decided');
  if (q.status !== 'decided') return refuse('closed');
  const person = c.by;
  if (person === null || !isSteward(q, person)) return refuse('not-expert');
  if (nextGate(q) !== c.gate) return refuse('wrong-gate');
  const text = c.text?.trim() ? written(c.text) : null;
  if (text && isRefusal(text)) return text;
  return [{ type: 'gate-passed', gate: c.gate, person, text }];
}

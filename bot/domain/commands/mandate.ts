import type { CommandOf, Refusal } from '../commands.ts';
import { isSteward } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import type { Question } from '../question.ts';
import { lift } from './clock.ts';
import { isRefusal, refuse, voter, written } from './gates.ts';

/** Outside the mandate: an expert's or coordinator's mark lifts at once, a member's asks for confirmation, enough members' marks lift. */
export function flagMandate(q: Question, c: CommandOf<'flag-mandate'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (q.level > 1) return refuse('lifted');
  const person = c.by;
  if (person !== null && isSteward(q, person)) {
    const text = c.text?.trim() ? written(c.text) : null;
    if (text && isRefusal(text)) return text;
    return [{ type: 'mandate-flagged', person, text }, lift(q, 'mandate', c.at)];
  }
  const who = voter(q, c);
  if (isRefusal(who)) return who;
  const text = written(c.text);
  if (isRefusal(text)) return text;
  if (q.mandateFlags.some((flag) => flag.person === who.person)) return [];
  const flagged: QuestionEvent = { type: 'mandate-flagged', person: who.person, text };
  const enough = q.mandateFlags.length + 1 >= q.policy.mandate.memberFlagsToEscalate;
  return enough ? [flagged, lift(q, 'mandate', c.at)] : [flagged];
}

export function confirmMandate(q: Question, c: CommandOf<'confirm-mandate'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (q.level > 1) return refuse('lifted');
  const person = c.by;
  if (person === null || !isSteward(q, person)) return refuse('not-expert');
  return [{ type: 'mandate-flagged', person, text: null }, lift(q, 'mandate', c.at)];
}

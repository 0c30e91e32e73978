/** What a tap or a form's fields ask for. */
import type { Intent, Question } from '../domain/index.ts';
import type { Act, Values } from '../view.ts';
import { KEEP, OWN_TEXT } from '../views/index.ts';

/** null: the act is not one that changes a question. */
export function intentOf(act: Act, values: Values, q: Question, person: string): Intent | null {
  const text = one(values, 'text');
  switch (act.do) {
    case 'support':
    case 'abstain':
    case 'recuse':
    case 'confirm-mandate':
      return { type: act.do };
    case 'reservation':
      return { type: 'reservation', text: act.arg === KEEP ? formerWords(q, person) : text };
    case 'objection':
      return { type: 'objection', criterion: one(values, 'criterion'), text, change: one(values, 'change') };
    case 'flag-mandate':
      return { type: 'flag-mandate', text: text || null };
    case 'amend':
      return amendment(values);
    case 'maintain':
      return { type: 'maintain', objection: Number(act.arg ?? one(values, 'objection')), text };
    case 'withdraw-objection':
      return { type: 'withdraw-objection', objection: act.arg ? Number(act.arg) : null };
    case 'withdraw':
      return { type: 'withdraw', reason: one(values, 'reason') };
    case 'decide': {
      const outcome = one(values, 'outcome') === 'local-deviation' ? 'local-deviation' : 'common-solution';
      return { type: 'decide', text, outcome };
    }
    case 'send-back':
      return { type: 'send-back', guidance: one(values, 'guidance') };
    case 'answer-vendor':
      return { type: 'answer-vendor', text };
    case 'verify':
      return { type: 'verify', ok: one(values, 'result') === 'built', text: text || null };
    default:
      return null;
  }
}

/** The act with something in every field: whether the person may do it at all, before a form opens. */
export function probeOf(act: Act, q: Question, person: string): Intent | null {
  const filled = { text: '-', reason: '-', guidance: '-', criterion: 'law', change: '-', proposal: OWN_TEXT };
  return intentOf(act, filled, q, person);
}

function amendment(values: Values): Intent {
  const proposal = one(values, 'proposal');
  const own = proposal === OWN_TEXT || proposal === '';
  const incorporates = [values.incorporates ?? []].flat().map(Number);
  return { type: 'amend', proposal: own ? null : proposal, text: own ? one(values, 'text') : null, incorporates };
}

/** The reservation from before the amendment, kept with one tap. */
function formerWords(q: Question, person: string): string {
  const former = Object.values(q.formerPositions).find((p) => p.person === person && p.kind === 'reservation');
  return former?.text?.said ?? '';
}

export function one(values: Values, name: string): string {
  return ([values[name] ?? ''].flat()[0] ?? '').trim();
}

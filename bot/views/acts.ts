/** What buttons stand for. `do` is a command's type where the tap is one; the rest open something to read or to fill in. */
import type { Intent, Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Action } from '../view.ts';
import type { Reading } from './context.ts';

export type Does = Exclude<Intent['type'], 'tick' | 'renew-roster' | 'supersede' | 'reopen'> | 'details' | 'hours';

/** Acts whose tap opens a form; `submit` comes back with the same act. */
const FORMS: ReadonlySet<string> = new Set<Does>([
  'ask',
  'reservation',
  'objection',
  'recuse',
  'flag-mandate',
  'amend',
  'maintain',
  'withdraw',
  'decide',
  'send-back',
  'answer-vendor',
  'verify',
  'details',
  'deviate',
  'review-deviation',
  'add-action',
  'report-action',
  'pass-gate',
  'absent',
  'hours',
]);

/** With a reservation: take the one from before the amendment again, in one tap. */
export const KEEP = 'keep';

export function actOn(q: Question, does: Does, arg?: string): Act {
  const act = { do: does, question: q.id, level: q.level, round: q.round };
  return arg === undefined ? act : { ...act, arg };
}

export function opensForm(act: Act): boolean {
  // Without an option it asks which; with one, the tap is the answer.
  if (act.do === ('prefer' satisfies Does)) return act.arg === undefined;
  return FORMS.has(act.do) && act.arg !== KEEP;
}

export function button(label: string, act: Act, style?: 'primary' | 'danger'): Action {
  const plain = { type: 'button' as const, label, act, opensForm: opensForm(act) };
  return style ? { ...plain, style } : plain;
}

/** "Les mer": all of it, wherever something is cut. */
export function detailsButton(q: Question, { language }: Reading): Action {
  return button(catalog(language).button.details, actOn(q, 'details'));
}

export function menuItem(label: string, act: Act): { label: string; act: Act; opensForm: boolean } {
  return { label, act, opensForm: opensForm(act) };
}

/** What forms after the decision need besides their fields one by one. */
import type { Collaboration } from '../collaboration.ts';
import { dateOf, type Intent, isDate, type PersonId, type Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Values } from '../view.ts';
import type { Reading } from '../views/index.ts';
import { one } from './intent-of.ts';

/** A sentence for each field that is at fault because of another field, or of today's date; empty: none. */
export function checkTogether(
  act: Act,
  values: Values,
  q: Question,
  { language, now }: Reading,
): Record<string, string> {
  const m = catalog(language);
  const today = dateOf(now, q.policy.timeZone);
  const [due, reviewOn] = [one(values, 'due'), one(values, 'reviewOn')];
  const review: Record<string, string> =
    reviewOn && !(isDate(reviewOn) && reviewOn > today) ? { reviewOn: m.after.form.laterDate } : {};
  switch (act.do) {
    case 'decide': {
      if (one(values, 'outcome') !== 'local-deviation') return {};
      const empty = ['whom', 'why'].filter((name) => one(values, name) === '');
      return { ...Object.fromEntries(empty.map((name) => [name, m.reply.emptyField])), ...review };
    }
    case 'deviate':
      return review;
    case 'review-deviation':
      return one(values, 'keep') === 'keep' ? review : {};
    case 'add-action':
      return {
        ...(!isDate(due) || due < today ? { due: m.after.form.notPast } : {}),
        ...(one(values, 'reports') === 'year' && one(values, 'reportOn') === ''
          ? { reportOn: m.after.form.chooseDate }
          : {}),
      };
    default:
      return {};
  }
}

/** Who was written as responsible, where that is somebody on the list: reminders of the action go to them. */
export function withResponsible(intent: Intent, { people }: Collaboration): Intent {
  if (intent.type !== 'add-action') return intent;
  return { ...intent, responsiblePerson: personNamed(intent.responsible, people) };
}

/** By name or e-mail address, whatever the case; null: nobody, or more than one. */
function personNamed(written: string, people: Collaboration['people']): PersonId | null {
  const key = written.trim().toLowerCase();
  const named = people.filter(({ name, email }) => name.toLowerCase() === key || email.toLowerCase() === key);
  const [only, second] = named;
  return only && !second ? only.id : null;
}

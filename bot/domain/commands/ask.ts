import { openingDeadline } from '../calendar.ts';
import type { CommandOf, Refusal } from '../commands.ts';
import type { QuestionEvent } from '../events.ts';
import type { Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

const MAX_TITLE = 150;

/** An expert or a coordinator of the group asks. */
export function ask(q: Question | null, c: CommandOf<'ask'>): QuestionEvent[] | Refusal {
  if (q) return refuse('already-asked');
  const person = c.by;
  if (person === null || ![...c.roster.experts, ...c.roster.coordinators].includes(person)) return refuse('not-expert');
  const title = written(c.title, MAX_TITLE);
  if (isRefusal(title)) return title;
  const body = written(c.body);
  if (isRefusal(body)) return body;
  const context = c.context?.trim() ? written(c.context) : null;
  if (context && isRefusal(context)) return context;
  const options = [];
  for (const option of c.options) {
    const text = written(option.text);
    if (isRefusal(text)) return text;
    options.push({ id: option.id, text });
  }
  if (!options.some((option) => option.id === c.proposal)) return refuse('unknown-option');
  if (c.vendorDate !== null && !isDate(c.vendorDate)) return refuse('bad-date');
  const { deadlineWorkingDays } = c.policy.criticality[c.criticality];
  const { collaboration, number, group, alsoGroups, practice, criticality, vendorDate, policy, roster } = c;
  const deadline = openingDeadline(c.at, deadlineWorkingDays, vendorDate, policy);
  const proposal = { option: c.proposal, text: null };
  const words = { title, body, context, options, proposal };
  const about = { collaboration, number, group, alsoGroups, practice, criticality, vendorDate, policy, roster };
  return [{ type: 'asked', ...about, ...words, person, deadline }];
}

/** YYYY-MM-DD of a day that exists. */
export function isDate(text: string): boolean {
  const parsed = /^(19|20)\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

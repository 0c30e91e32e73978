import { addWorkingDays, dateOf, isDate } from '../calendar.ts';
import type { CommandOf, Refusal } from '../commands.ts';
import type { ActionReminder, QuestionEvent } from '../events.ts';
import { mayFollowUp, mayReport, reportDates } from '../follow-through.ts';
import { MAX_SHORT } from '../limits.ts';
import type { FollowUp, Question, ReportCycle } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** Working days before an action is due at which its responsible is told. */
const SOON = 5;

/** After the decision: what is to be done, by whom and when (the action plan's area, responsible, due, measure; results follow). */
export function addAction(q: Question, c: CommandOf<'add-action'>): QuestionEvent[] | Refusal {
  if (!q.decision) return refuse(q.status === 'open' ? 'not-decided' : 'closed');
  if (q.status === 'superseded') return refuse('closed');
  const person = c.by;
  if (person === null || !mayFollowUp(q, person)) return refuse('not-expert');
  const area = written(c.area, MAX_SHORT);
  if (isRefusal(area)) return area;
  const responsible = written(c.responsible, MAX_SHORT);
  if (isRefusal(responsible)) return responsible;
  const measure = written(c.measure);
  if (isRefusal(measure)) return measure;
  const { due, reports, responsiblePerson } = c;
  const today = dateOf(c.at, q.policy.timeZone);
  if (!isDate(due) || due < today) return refuse('bad-date', 'due');
  if (!isCycle(reports)) return refuse('bad-date', 'reports');
  const n = q.followUps.length + 1;
  return [{ type: 'action-added', n, person, area, responsible, responsiblePerson, due, measure, reports }];
}

/** A result, once or time after time, also when a later decision has taken this one's place; `done` ends it. By whoever is responsible, or an expert or coordinator. */
export function reportAction(q: Question, c: CommandOf<'report-action'>): QuestionEvent[] | Refusal {
  const action = q.followUps.find(({ n }) => n === c.action);
  if (!action) return refuse('unknown-action');
  if (action.doneAt !== null) return refuse('closed');
  const person = c.by;
  if (person === null || !mayReport(q, person).includes(action)) return refuse('not-expert');
  const text = written(c.text);
  return isRefusal(text) ? text : [{ type: 'action-reported', n: c.action, person, text, done: c.done }];
}

/** The next date a reminder about the action is for, after those that are behind us; null: none is left. */
export function nextReminder(q: Question, action: FollowUp): { on: string; why: ActionReminder } | null {
  if (action.doneAt !== null) return null;
  const dates: { on: string; why: ActionReminder }[] = [
    { on: addWorkingDays(action.due, -SOON, q.policy), why: 'soon' },
    { on: action.due, why: 'due' },
    ...nextReport(action).map((on) => ({ on, why: 'report' as const })),
  ];
  const ahead = dates.filter(({ on }) => on > action.remindedOn);
  return ahead.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0] ?? null;
}

function nextReport({ reports, remindedOn }: FollowUp): string[] {
  const year = Number(remindedOn.slice(0, 4));
  const next = [year, year + 1].flatMap((y) => reportDates(reports, y)).find((on) => on > remindedOn);
  return next ? [next] : [];
}

/** A yearly day that every year has. */
function isCycle(reports: ReportCycle | null): boolean {
  return reports === null || reports.every === 'tertial' || isDate(`2027-${reports.on}`);
}

/** Who sees a decided question through, and what it waits for. */
import { isExpert, isSteward, wasChair } from './electorate.ts';
import { type FollowUp, GATES, type Gate, type PersonId, type Question, type ReportCycle } from './question.ts';

/** The gate to pass next; null: none is left, or the question needs none. */
export function nextGate(q: Question): Gate | null {
  return q.gates === null ? null : (GATES[q.gates.length] ?? null);
}

/** What a decided question waits for before it is done: a gate, the answer to the vendor, the check of what was built. */
export type NextStep = Gate | 'answer-vendor' | 'verify';

/** null: nothing, or the question is not decided. */
export function nextStepAfter(q: Question): NextStep | null {
  if (q.status === 'decided') return nextGate(q) ?? 'answer-vendor';
  return q.status === 'answered' && !q.verification ? 'verify' : null;
}

/** Only an expert answers the vendor. */
export function mayStep(q: Question, step: NextStep, person: PersonId): boolean {
  return step === 'answer-vendor' ? isExpert(q, person) : isSteward(q, person);
}

/** Local deviations and follow-up actions: experts, coordinators, and who led the body that decided. */
export function mayFollowUp(q: Question, person: PersonId): boolean {
  return isSteward(q, person) || wasChair(q, person);
}

/** The open actions that this person may report on: their own; all of them for who follows the question up. */
export function mayReport(q: Question, person: PersonId): FollowUp[] {
  const all = mayFollowUp(q, person);
  return q.followUps.filter(
    ({ doneAt, responsiblePerson }) => doneAt === null && (all || responsiblePerson === person),
  );
}

/** The ends of the public sector's thirds of the year. */
const TERTIALS = ['04-30', '08-31', '12-31'];

/** The dates (YYYY-MM-DD, in order) on which an action is reported on in a year. */
export function reportDates(reports: ReportCycle | null, year: number): string[] {
  if (!reports) return [];
  const days = reports.every === 'tertial' ? TERTIALS : [reports.on];
  return days.map((day) => `${year}-${day}`);
}

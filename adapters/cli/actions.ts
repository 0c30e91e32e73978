/** `samrad actions [--period 2027-T1|2027]`: the follow-up actions as a table, one template for all groups. */
import {
  addDays,
  catalog,
  dateOf,
  dateText,
  type Instant,
  local,
  type RegisterEntry,
  type RegisterFollowUp,
  reportDates,
  type Store,
} from '../../bot/index.ts';

export interface ActionsDeps {
  store: Pick<Store, 'directory' | 'register'>;
  /** "2027" or a tertial of it, "2027-T1"; absent: all actions. */
  period?: string | undefined;
  out(line: string): void;
  err(line: string): void;
}

interface Row {
  entry: RegisterEntry;
  action: RegisterFollowUp;
}

/** Dates YYYY-MM-DD, both inclusive. */
interface Dates {
  from: string;
  to: string;
}

const ZONE = 'Europe/Oslo';

/**
 * CSV with semicolons and a Norwegian header, a line per action by due date, practice left out; with a period those
 * that are due, have a report due or were reported on in it. Exit code: 0, 2 there is no such period.
 */
export async function listActions({ store, period, out, err }: ActionsDeps): Promise<0 | 2> {
  const dates = period === undefined ? null : datesOf(period);
  if (period !== undefined && !dates) {
    err(`${period}: a period is a year or a third of it: 2027, 2027-T1, 2027-T2, 2027-T3`);
    return 2;
  }
  const entries = (await store.register.list({})).filter(({ practice }) => !practice);
  const rows = entries.flatMap((entry) => entry.followUps.map((action): Row => ({ entry, action })));
  const wanted = rows.filter((row) => !dates || isIn(dates, row));
  const names = await groupNames(store.directory);
  const { header, done } = catalog('nb').after.table;
  out(header.join(';'));
  for (const { entry, action } of wanted.sort((a, b) => a.action.due.localeCompare(b.action.due))) {
    const groups = entry.groups.map((id) => names.get(`${entry.collaboration}:${id}`) ?? id).join(', ');
    const { area, responsible, due, measure } = action;
    const cells = [entry.number, groups, area, responsible, dateText(due, 'nb'), measure, resultsText(action, done)];
    out(cells.map(cell).join(';'));
  }
  return 0;
}

function datesOf(period: string): Dates | null {
  const [, year, third] = /^(\d{4})(?:-T([1-3]))?$/.exec(period) ?? [];
  if (!year) return null;
  if (!third) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const ends = reportDates({ every: 'tertial' }, Number(year));
  const [before, to = ''] = [ends[Number(third) - 2], ends[Number(third) - 1]];
  return { from: before ? addDays(before, 1) : `${year}-01-01`, to };
}

function isIn(dates: Dates, row: Row): boolean {
  const { due, results } = row.action;
  return [due, ...results.map(({ at }) => dayOf(at)), ...reportDays(dates, row)].some(
    (day) => dates.from <= day && day <= dates.to,
  );
}

/** When a report is due in the years of these dates, from the decision until the action is done. */
function reportDays({ from }: Dates, { entry, action: { reports, doneAt } }: Row): string[] {
  const [since, until] = [dayOf(entry.decidedAt ?? entry.askedAt), doneAt === null ? '9999' : dayOf(doneAt)];
  return reportDates(reports, Number(from.slice(0, 4))).filter((day) => since <= day && day <= until);
}

/** "5.6.2026: Halvparten | 1.9.2026, ferdig: Alle" */
function resultsText({ results, doneAt }: RegisterFollowUp, done: string): string {
  return results.map(({ at, text }) => `${dateText(at, 'nb')}${at === doneAt ? `, ${done}` : ''}: ${text}`).join(' | ');
}

function dayOf(at: Instant): string {
  return dateOf(at, ZONE);
}

/** Names of groups in bokmål, by "<collaboration>:<group>". */
async function groupNames(directory: Store['directory']): Promise<Map<string, string>> {
  const all = await directory.collaborations();
  return new Map(all.flatMap(({ _id, groups }) => groups.map((g) => [`${_id}:${g.id}`, local(g.name, 'nb')] as const)));
}

/** One line, quoted where it must be. A leading sign would make a spreadsheet compute what somebody wrote. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const plain = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[;"]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Questions that would have ended otherwise, as a table in plain text. */
import { type Ending, type Happening, type Question, type Trial, wallClock } from '../../bot/index.ts';

/** A line for the headings and one for each trial; none where there is none. Times are those of the question's own zone. */
export function trialTable(trials: Trial[]): string[] {
  if (trials.length === 0) return [];
  const headings = ['number', 'as it was', 'under these rules', 'reason'];
  return aligned([headings, ...trials.map((trial) => [trial.was.question.number, ...endings(trial), reason(trial)])]);
}

/** Outcome, level and date; round and criticality where they tell the two apart. */
function endings({ was, would }: Trial): [string, string] {
  const [a, b] = [was.question, would.question];
  const shown = { round: a.round !== b.round, criticality: a.criticality !== b.criticality };
  return [endingText(a, shown), endingText(b, shown)];
}

function endingText(q: Question, shown: { round: boolean; criticality: boolean }): string {
  return [
    q.status === 'open' && q.level > 1 ? 'lifted' : q.status,
    `level ${q.level}`,
    ...(shown.round ? [`round ${q.round}`] : []),
    ...(shown.criticality ? [q.criticality] : []),
    q.decision ? time(q.decision.at, q) : 'not decided',
  ].join(', ');
}

/** Where the two went different ways. */
function reason({ was, would }: Trial): string {
  const [then, now] = [milestones(was), milestones(would)];
  const i = now.findIndex((text, n) => text !== then[n]);
  const at = i < 0 ? now.length : i;
  if (now[at] === undefined) return `not: ${then[at] ?? 'any more'}`;
  return then[at] === undefined ? now[at] : `${now[at]}, not: ${then[at]}`;
}

function milestones({ happened, question }: Ending): string[] {
  return happened.flatMap(({ event, at }) => {
    const what = milestone(event);
    return what ? [`${what} ${time(at, question)}`] : [];
  });
}

/** What is a turn in a question's life; null for all that leads there. */
function milestone(event: Happening['event']): string | null {
  switch (event.type) {
    case 'turned-yellow':
      return 'turned yellow';
    case 'round-opened':
      return `round ${event.round} opened`;
    case 'extended':
      return 'extended';
    case 'escalated':
      return `lifted to level ${event.to} (${event.reason})`;
    case 'went-overdue':
      return 'went overdue';
    case 'sent-back':
      return 'sent back';
    case 'decided':
      return 'decided';
    case 'withdrawn':
      return 'withdrawn';
    case 'vendor-answered':
      return 'answered';
    case 'build-verified':
      return event.ok ? 'verified' : 'found not built as decided';
    case 'superseded':
      return 'superseded';
    default:
      return null;
  }
}

/** "2027-02-04 15:00" */
function time(at: string, { policy }: Question): string {
  return wallClock(at, policy.timeZone).slice(0, 16).replace('T', ' ');
}

function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}

/** To those who are to answer: reminders, and calls to stand in for somebody. */

import { bundleTime } from '../../bundle-key.ts';
import {
  type Absence,
  answerersOf,
  dateOf,
  instantOf,
  type Question,
  type Reminder,
  type Seat,
  seatsNow,
} from '../../domain/index.ts';
import { type Draft, type Happening, toEach } from './draft.ts';

/** From the time of the day's bundle on: some ticks of the clock. */
const PLANNED_WITHIN_MS = 5 * 60_000;

export function answering({ q, commit, event }: Happening): Draft[] {
  switch (event.type) {
    case 'reminded':
      return reminders(q, { kind: event.kind, at: commit.at }, event.seats);
    case 'substitutes-called':
      // A call of its own: who was told earlier, for an absence or before it was sent back, hears of this one.
      return calls(q, seatsIn(q, event.seats)).map((draft) => ({ ...draft, data: { anew: true } }));
    case 'extended':
      return calls(q, seatsIn(q, event.called));
    case 'asked':
      return standIns(q, q.roster.seats, event.absences ?? [], commit.at);
    case 'absence-declared':
      return standIns(q, seatsNow(q), [event], commit.at);
    case 'escalated': {
      const body = q.roster.ladder.find(({ level }) => level === event.to);
      return standIns(q, body?.seats ?? [], q.absences, commit.at);
    }
    default:
      return [];
  }
}

/** Coordinators may ask for more than one. */
export function reminderName({ kind, at }: Reminder): string {
  return kind === 'by-coordinator' ? `${kind}:${at}` : kind;
}

/** Of a person's reminder, as `toEach` makes it. */
export function reminderKey(question: string, name: string, person: string): string {
  return `${reminderPrefix(question, name)}:${person}`;
}

function reminderPrefix(question: string, name: string): string {
  return `reminder:${question}:${name}`;
}

function seatsIn({ roster }: Question, ids: string[]): Seat[] {
  return roster.seats.filter(({ id }) => ids.includes(id));
}

function reminders(q: Question, reminder: Reminder, seats: string[]): Draft[] {
  const { kind, at } = reminder;
  const today = dateOf(at, q.policy.timeZone);
  // The group's seats and the bodies': whoever was reminded, wherever the question has gone since.
  const people = [q.roster, ...q.roster.ladder]
    .flatMap((place) => place.seats)
    .filter((seat) => seats.includes(seat.id))
    .flatMap((seat) => answerersOf(q, seat, today));
  const which = reminderName(reminder);
  if (kind === 'by-coordinator')
    return toEach(people, reminderPrefix(q.id, which), 'reminder', { which, askedFor: true });
  // Who has it in the day's bundle is not reminded besides: that is known when the bundles are planned.
  const bundle = bundleTime(today, q.policy);
  const after = bundle && new Date(Date.parse(bundle) + PLANNED_WITHIN_MS).toISOString();
  const notBefore = after !== null && after > at ? after : undefined;
  const drafts = toEach(people, reminderPrefix(q.id, which), 'reminder', { which });
  return drafts.map((draft) => ({ ...draft, notBefore }));
}

function calls(q: Question, seats: Seat[], notBefore?: string): Draft[] {
  const people = seats.map(({ substitute }) => substitute).filter((person) => person !== null);
  return toEach(people, `called:${q.id}`, 'called-in').map((draft) => ({ ...draft, notBefore }));
}

/** For seats whose holders are away, now or later: not before the absence begins. Under the key of every call: told once. */
function standIns(q: Question, seats: Seat[], absences: Absence[], at: string): Draft[] {
  const { timeZone } = q.policy;
  return absences
    .filter(({ to }) => to >= dateOf(at, timeZone))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap(({ person, from }) => {
      const begins = instantOf(from, '00:00', timeZone);
      const theirs = seats.filter(({ holder }) => holder === person);
      return calls(q, theirs, begins > at ? begins : at);
    });
}

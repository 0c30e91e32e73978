/** What a view needs beside the question: whose language, whose names, what time it is, and what the rules make of it. */
import type { Collaboration, Language } from '../collaboration.ts';
import { atDeadline } from '../domain/commands/clock.ts';
import {
  assess,
  dateOf,
  type Instant,
  isChair,
  isCoordinator,
  isExpert,
  type Need,
  type Objection,
  type PersonId,
  type Question,
  type Seat,
  seatFor,
  seatsNow,
  type Tally,
  workingDaysBetween,
} from '../domain/index.ts';

/** Enough for a form or a sentence. */
export interface Reading {
  language: Language;
  collaboration: Collaboration;
  now: Instant;
  /** Where the web register is reached; absent: nowhere. */
  publicUrl?: string | undefined;
}

export interface ViewContext extends Reading {
  missing: Need[];
  tally: Tally;
  /** What the deadline brings if nothing more happens; null: no deadline, or it stays where it is. */
  next: 'decided' | 'extended' | 'round-2' | 'escalated' | null;
  workingDaysLeft: number | null;
  /** Where the decision stands in the register. */
  link?: string | undefined;
}

/** Where a card stands: where the question was asked, with a group that is told, or with the body that has it now. */
export type Audience = 'group' | 'also-group' | 'body';

/** The reader, when a card is for one person alone. */
export interface Me {
  person: PersonId;
}

export function contextOf(q: Question, reading: Reading, link?: string): ViewContext {
  const { missing, tally } = assess(q);
  const open = q.status === 'open' && q.deadline !== null;
  const workingDaysLeft = open && q.deadline ? workingDaysBetween(reading.now, q.deadline, q.policy) : null;
  return { ...reading, missing, tally, next: nextOf(q), workingDaysLeft, link };
}

function nextOf(q: Question): ViewContext['next'] {
  if (q.status !== 'open' || q.deadline === null) return null;
  for (const event of atDeadline(q, q.deadline)) {
    if (event.type === 'decided' || event.type === 'extended' || event.type === 'escalated') return event.type;
    if (event.type === 'round-opened') return 'round-2';
  }
  return null;
}

export interface Part {
  seat: Seat | null;
  recused: boolean;
  expert: boolean;
  coordinator: boolean;
  chair: boolean;
  asker: boolean;
}

/** What a person is in a question as it stands. */
export function partOf(q: Question, person: PersonId, now: Instant): Part {
  return {
    seat: seatFor(q, person, dateOf(now, q.policy.timeZone)),
    recused: q.recused.includes(person) && seatsNow(q).some((seat) => seat.holder === person),
    expert: isExpert(q, person),
    coordinator: isCoordinator(q, person),
    chair: isChair(q, person),
    asker: q.askedBy === person,
  };
}

/** Open and maintained objections of the present level, open ones first. */
export function standing(q: Question): Objection[] {
  const here = q.objections.filter((o) => o.level === q.level);
  return [...here.filter((o) => o.status === 'open'), ...here.filter((o) => o.status === 'maintained')];
}

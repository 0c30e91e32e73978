/** A question, its groups and its people as large as the core lets them be, in each state that is shown in its own way. */
import type { Body, Collaboration, Group, GroupSeat, GroupTopic, LocalText } from '../../bot/collaboration.ts';
import {
  assess,
  type Comment,
  CRITERIA,
  type Decision,
  type Escalation,
  GATES,
  MAX_LINK,
  MAX_SHORT,
  MAX_TERM,
  MAX_TEXT,
  MAX_TITLE,
  type Objection,
  type Position,
  type Question,
  type Said,
  type Seat,
} from '../../bot/domain/index.ts';
import { COLLABORATION, NOW, question } from './views-fixture.ts';

/** The longest name that a collaboration's file may have. */
const MAX_NAME = 200;
const MEMBERS = 60;
const OPTIONS = 10;
const OBJECTIONS = 40;
const COMMENTS = 100;
/** Of deviations and of actions after a decision. */
const AFTERMATH = 20;

/** What people write: sentences, or what costs most when it is packed for a platform. */
export type Writing = 'sentences' | 'hostile';
const SAMPLES: Record<Writing, string> = {
  sentences: 'Vi kjører etter geografi på kveld, og da må lista følge gårdene langs vegen; ikke klokka. ',
  hostile: '"<!channel>\\\n*€* 🙂\n{{DATE(2027-02-14T06:00Z)}} <at>å</at> &amp; ',
};

export function written(writing: Writing, length = MAX_TEXT): string {
  const sample = SAMPLES[writing];
  return sample
    .repeat(Math.ceil(length / sample.length))
    .slice(0, length)
    .trim()
    .padEnd(length, '.');
}

function name(what: string): string {
  return `${what} ${'Ødegård-Kråkstøl & sønner '.repeat(20)}`.slice(0, MAX_NAME).trim();
}

function local(what: string): LocalText {
  return { nb: name(what), nn: name(`${what} nn`), en: name(`${what} en`) };
}

const BLOCKS = ['trondheim', 'opsjonskommuner', 'fosen', 'namdal', 'nordmore'];
const id = (what: string, n: number) => `${what}-${n}`.padEnd(40, 'x');
const GROUPS = Array.from({ length: 12 }, (_, n) => id('gruppe', n));
const PARTIES = Array.from({ length: 12 }, (_, n) => id('part', n));
const person = (n: number) => `person-${n}`.padEnd(100, 'x');
const PEOPLE = Array.from({ length: MEMBERS + 4 }, (_, n) => person(n));
const COORDINATOR = person(MEMBERS);
export const EXPERT = person(MEMBERS + 1);
export const CHAIR = person(MEMBERS + 2);
export const STAND_IN = person(MEMBERS + 3);
export const MEMBER = person(0);

const SEATS: GroupSeat[] = Array.from({ length: MEMBERS }, (_, n) => {
  const block = BLOCKS[n % BLOCKS.length] ?? '';
  return { id: `${block}:${n + 1}`, block, holder: person(n), substitute: STAND_IN };
});
const TOPICS: GroupTopic[] = Array.from({ length: 12 }, (_, n) => ({
  ...{ id: id('tema', n), name: local(`Tema ${n}`) },
  lead: EXPERT,
}));
const groups = GROUPS.map(
  (group, n): Group => ({
    ...{ id: group, code: `GRUPPE${n}`, name: local(`Gruppe ${n}`), seats: SEATS },
    ...{ experts: [EXPERT], coordinators: [COORDINATOR], topics: TOPICS },
  }),
);
const ladder = [2, 3, 4].map(
  (level): Body => ({
    ...{ id: id('organ', level), level, name: local(`Organ ${level}`) },
    ...{ chair: CHAIR, seats: SEATS },
  }),
);

/** Twelve groups, sixty members in each, and names as long as the file takes them. */
export const LARGE: Collaboration = {
  ...COLLABORATION,
  blocks: Object.fromEntries(BLOCKS.map((block) => [block, local(block)])),
  parties: Object.fromEntries(PARTIES.map((party) => [party, local(party)])),
  people: PEOPLE.map((one, n) => ({ id: one, name: name(`Person ${n}`), email: `${one}@example.no` })),
  groups,
  ladder,
};

export interface Worst {
  open: Question;
  /** Nothing is proposed; ten options. */
  unproposed: Question;
  /** Every group is asked. */
  shared: Question;
  lifted: Question;
  sentBack: Question;
  withdrawn: Question;
  decided: Question;
  /** As above, answered and found to be built otherwise. */
  answered: Question;
}

export function worstQuestions(writing: Writing): Worst {
  const said = (length?: number): Said => ({ said: written(writing, length) });
  const by = (n: number) => ({ person: person(n), at: NOW });
  const seats: Seat[] = SEATS;
  const objections = SEATS.slice(0, OBJECTIONS).map((seat, n): Objection => {
    const answer = n % 2 === 0 ? { answer: { person: EXPERT, at: NOW, text: said() } } : {};
    const criterion = CRITERIA[n % CRITERIA.length] ?? 'law';
    const texts = { criterion, text: said(), change: said(), status: n % 2 === 0 ? 'maintained' : 'open', ...answer };
    return { n: n + 1, level: 1, seat: seat.id, ...by(n), ...texts } as Objection;
  });
  const reservations = Object.fromEntries(
    SEATS.map((seat, n): [string, Position] => [seat.id, { kind: 'reservation', ...by(n), text: said() }]),
  );
  const comments = Array.from(
    { length: COMMENTS },
    (_, n): Comment => ({ ...by(n % MEMBERS), text: said(), editedAt: NOW }),
  );
  const ref = (number: string) => ({ question: 'q2', number, at: NOW });
  const open = question({
    ...{ number: 'GRUPPE11-2027-014', group: GROUPS[0] ?? '', groups: GROUPS.slice(0, 1), alsoGroups: GROUPS.slice(1) },
    ...{ practice: true, title: said(MAX_TITLE), body: said(), context: said(), newInformation: said() },
    options: Array.from({ length: OPTIONS }, (_, n) => ({ id: `o${n}`, text: said() })),
    ...{ proposal: { option: null, text: said() }, vendorDate: '2027-04-01', subject: 'collaboration' },
    ...{ topic: TOPICS[0]?.id ?? '', lead: EXPERT, parties: PARTIES, source: said(MAX_LINK) },
    ...{ supersedes: ref('GRUPPE1-2026-001'), reopens: ref('GRUPPE1-2026-002') },
    ...{ askedBy: EXPERT, round: 3, extended: true, sentBack: 1, guidance: { person: CHAIR, at: NOW, text: said() } },
    policy: { ...COLLABORATION.policy, rounds: 4 },
    roster: {
      ...{ seats, experts: [EXPERT], coordinators: [COORDINATOR] },
      ladder: ladder.map((body) => ({ ...body, workingDays: 5 })),
    },
    ...{ positions: reservations, formerPositions: reservations, objections, comments },
    mandateFlags: Array.from({ length: MEMBERS }, (_, n) => ({ person: person(n), text: said() })),
    preferences: Object.fromEntries(SEATS.map((seat, n) => [seat.id, `o${n % OPTIONS}`])),
  });
  const { tally, missing } = assess({ ...open, positions: {} });
  const escalations = [2, 3].map(
    (to): Escalation => ({ at: NOW, to, reason: 'disagreement', tally, missing: [...missing, ...waiting(objections)] }),
  );
  const decision: Decision = {
    ...{ at: NOW, level: 3, round: 1, how: 'chair', person: CHAIR, text: said(), outcome: 'local-deviation' },
    ...{ tally, versions: { rules: 1, ladder: 1 } },
  };
  const review = { ...by(1), kept: true, text: said() };
  const decided: Question = {
    ...open,
    ...{ practice: false, status: 'decided', level: 3, escalations, decision, gates: [], deadline: null },
    deviations: Array.from({ length: AFTERMATH }, (_, n) => ({
      ...{ n: n + 1, ...by(2), whom: said(MAX_SHORT), why: said(), criticality: 'red' as const },
      ...{ reviewOn: '2027-09-01', reviewDue: true, reviews: Array(5).fill(review), endedAt: null },
    })),
    followUps: Array.from({ length: AFTERMATH }, (_, n) => ({
      ...{ n: n + 1, ...by(3), area: said(MAX_SHORT), responsible: said(MAX_SHORT), responsiblePerson: null },
      ...{ due: '2027-03-01', measure: said(), reports: { every: 'tertial' as const } },
      ...{ results: Array(5).fill({ ...by(3), text: said() }), doneAt: null, remindedOn: '2027-01-01' },
    })),
  };
  return {
    open,
    unproposed: { ...open, proposal: { option: null, text: null }, positions: {}, formerPositions: {} },
    shared: {
      ...{ ...open, groups: GROUPS, alsoGroups: [], term: said(MAX_TERM) },
      roster: { ...open.roster, seats: GROUPS.flatMap((group) => seatsIn(group)) },
    },
    lifted: { ...open, level: 3, escalations },
    sentBack: { ...open, escalations },
    withdrawn: { ...open, status: 'withdrawn', withdrawal: { person: EXPERT, at: NOW, reason: said() } },
    decided,
    answered: {
      ...{ ...decided, status: 'answered', gates: GATES.map((gate) => ({ gate, ...by(4), text: said() })) },
      ...{ vendorAnswer: { ...by(5), text: said() }, reopenedAs: ref('GRUPPE1-2027-015') },
      ...{ verification: { ...by(6), ok: false, text: said() }, supersededBy: ref('GRUPPE1-2027-016') },
    },
  };
}

function seatsIn(group: string): Seat[] {
  return SEATS.map((seat) => ({ ...seat, id: `${group}/${seat.id}`, group }));
}

function waiting(objections: Objection[]): Escalation['missing'] {
  return objections.map(({ n, status }) => {
    return { need: status === 'open' ? 'open-objection' : 'maintained-objection', objection: n };
  });
}

/** What the ground rules forbid, worked out anew from their text: nothing here asks the core how it counts. */
import type { Counts, PassRules, Policy, Question, Seat, Share } from '../../bot/domain/index.ts';
import holidays from '../fixtures/holidays-no.json' with { type: 'json' };
import type { Entry } from './histories.ts';

const DAY = 86_400_000;
const OFF = new Set(Object.values(holidays.days).flat());

/** Names of the rules that this state breaks, whatever came before. */
export function brokenBy(q: Question): string[] {
  const rules: Record<string, boolean> = {
    'one person holds two seats': twice(votingSeats(q).map(({ holder }) => holder)),
    'one person answers for two seats as their holder': twice(heldAnswers(q)),
    'the round is above the rules': q.round > q.policy.rounds,
    'more than two reminders': q.reminders.length > 2 || twice(q.reminders),
    'sent back more than once': q.sentBack > 1,
    'a deadline at the wrong time': q.deadline !== null && !isDeadline(q.deadline, q.policy),
    'a closed question has a deadline': q.status !== 'open' && q.deadline !== null,
    'decided without a decision, or the other way round': (q.decision !== null) !== AFTER_DECIDING.has(q.status),
    'an objecting seat without its objection': objectingSeats(q).some(({ n, seat }) => !stands(q, n, seat)),
    'a standing objection without its seat': standing(q).some((o) => q.positions[o.seat]?.objection !== o.n),
    'objections are not numbered in order': q.objections.some((o, i) => o.n !== i + 1),
    'a recused holder has a position': q.roster.seats.some(
      (s) => isRecused(q, s) && q.positions[s.id]?.person === s.holder,
    ),
  };
  return namesOf(rules);
}

const AFTER_DECIDING = new Set(['decided', 'answered', 'verified']);

/** Names of the rules that this event breaks where it happened. */
export function brokenByEvent({ before, event, after, at }: Entry): string[] {
  if (!before) return [];
  const rules: Record<string, boolean> = {
    'time runs backwards': at < before.updatedAt,
    'the level went down without being sent back': after.level < before.level && event.type !== 'sent-back',
    'a second extension': event.type === 'extended' && before.extended,
    'an extension is forgotten': before.extended && !after.extended,
    'a closed question changed its outcome': before.status !== 'open' && outcomeOf(before) !== outcomeOf(after),
    'a closed question opened again': before.status !== 'open' && after.status === 'open',
    'an objection is gone': after.objections.length < before.objections.length,
    'somebody answered who may not': event.type === 'position-taken' && !mayAnswer(before, event.seat, event.person),
    'decided against the rules': event.type === 'decided' && event.decision.how === 'rules' && !agreed(before),
    'decided by who is not the chair': event.type === 'decided' && event.decision.how === 'chair' && before.level === 1,
  };
  return namesOf(rules);
}

/** Whether the group (or the body) agrees, by the table of the ground rules. */
export function agreed(q: Question): boolean {
  const rules = q.policy.criticality[q.criticality];
  const blocks = [...new Set(votingSeats(q).map((seat) => seat.block))];
  const accepted = (counts: Counts, share: Share | undefined) => {
    const yes = counts.support + counts.reservation;
    return share === undefined || atLeast(yes, yes + counts.objection, share);
  };
  return (
    hasQuorum(q) &&
    accepted(count(q), rules.acceptShare) &&
    blocks.every((block) => accepted(count(q, block), rules.blockAcceptShare)) &&
    standing(q).every((o) => o.status === 'maintained' && mayMaintain(rules, q.level))
  );
}

/** Enough answered, or supported in so many words. */
export function hasQuorum(q: Question): boolean {
  const rules = q.policy.criticality[q.criticality];
  const blocks = [...new Set(votingSeats(q).map((seat) => seat.block))];
  const answered = (counts: Counts, share: Share | undefined) =>
    share === undefined || atLeast(counts.answered, counts.electorate, share);
  return (
    votingSeats(q).length > 0 &&
    answered(count(q), rules.quorum) &&
    blocks.every((block) => answered(count(q, block), rules.blockQuorum)) &&
    count(q).support >= (rules.minActiveSupport ?? 0)
  );
}

/** Filled seats whose holders are not recused: of the group, or of the body that has the question. */
export function votingSeats(q: Question): Seat[] {
  const all = q.level === 1 ? q.roster.seats : (q.roster.ladder.find((body) => body.level === q.level)?.seats ?? []);
  return all.filter((seat) => seat.holder !== null && !isRecused(q, seat));
}

/** Whether it is the last level: nothing stands above it. */
export function isLast(q: Question): boolean {
  return !q.roster.ladder.some((body) => body.level > q.level);
}

function count(q: Question, block?: string): Counts {
  const seats = votingSeats(q).filter((seat) => block === undefined || seat.block === block);
  const kinds = seats.map((seat) => q.positions[seat.id]?.kind);
  const of = (kind: string) => kinds.filter((one) => one === kind).length;
  return {
    electorate: seats.length,
    answered: kinds.filter((kind) => kind !== undefined).length,
    support: of('support'),
    reservation: of('reservation'),
    objection: of('objection'),
    abstain: of('abstain'),
  };
}

/** count/total >= share by whole numbers; nothing of nothing is nothing. */
function atLeast(some: number, all: number, share: Share): boolean {
  const [numerator = 0, denominator = 1] = share.split('/').map(Number);
  return all > 0 && some * denominator >= all * numerator;
}

function mayMaintain(rules: PassRules, level: number): boolean {
  return rules.maintainedObjections === 'allowed' || (rules.maintainedObjections === 'from-level-2' && level > 1);
}

function standing(q: Question) {
  return q.objections.filter((o) => o.level === q.level && (o.status === 'open' || o.status === 'maintained'));
}

function objectingSeats(q: Question): { n: number; seat: string }[] {
  return Object.entries(q.positions)
    .filter(([, position]) => position.kind === 'objection')
    .map(([seat, position]) => ({ n: position.objection ?? 0, seat }));
}

function stands(q: Question, n: number, seat: string): boolean {
  return q.objections.some((o) => o.n === n && o.seat === seat && (o.status === 'open' || o.status === 'maintained'));
}

function heldAnswers(q: Question): string[] {
  return votingSeats(q).flatMap(({ id, holder }) => (holder && q.positions[id]?.person === holder ? [holder] : []));
}

function mayAnswer(q: Question, seatId: string, person: string): boolean {
  const seat = votingSeats(q).find(({ id }) => id === seatId);
  return seat !== undefined && (seat.holder === person || seat.substitute === person) && !q.recused.includes(person);
}

function isRecused(q: Question, { holder }: Seat): boolean {
  return holder !== null && q.recused.includes(holder);
}

/** All that a closed question has decided; what is said afterwards is left out. */
function outcomeOf(q: Question): string {
  const { level, round, criticality, proposal, positions, objections, decision, withdrawal } = q;
  return JSON.stringify({ level, round, criticality, proposal, positions, objections, decision, withdrawal });
}

/** 15:00 in Oslo on a working day, by the dates on which Europe moves its clocks. */
function isDeadline(at: string, policy: Policy): boolean {
  const summer = at >= lastSunday(at, 2) && at < lastSunday(at, 9);
  return at.slice(10) === (summer ? 'T13:00:00.000Z' : 'T14:00:00.000Z') && isWorkday(at.slice(0, 10), policy);
}

/** 01:00 UTC on the last Sunday of a month with 31 days, in that year. */
function lastSunday(at: string, month: number): string {
  const last = new Date(Date.UTC(Number(at.slice(0, 4)), month, 31, 1));
  return new Date(last.getTime() - last.getUTCDay() * DAY).toISOString();
}

function isWorkday(date: string, policy: Policy): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  const paused = policy.pauseIsoWeeks.some((week) => {
    const monday = mondayOf(day.getUTCFullYear(), week);
    return day.getTime() >= monday && day.getTime() < monday + 7 * DAY;
  });
  return day.getUTCDay() % 6 !== 0 && !OFF.has(date) && !paused;
}

/** The Monday of an ISO week: week 1 is the one with 4 January in it. */
function mondayOf(year: number, week: number): number {
  const january4 = new Date(Date.UTC(year, 0, 4));
  return january4.getTime() - ((january4.getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY;
}

function twice(names: (string | null)[]): boolean {
  return new Set(names).size < names.length;
}

function namesOf(rules: Record<string, boolean>): string[] {
  return Object.keys(rules).filter((name) => rules[name]);
}

/** What the ground rules forbid, worked out anew from their text: nothing here asks the core how it counts. */
import type {
  Counts,
  EventOf,
  FollowUp,
  Objection,
  PassRules,
  Policy,
  Question,
  QuestionEvent,
  ReminderKind,
  Seat,
  Share,
} from '../../bot/domain/index.ts';
import holidays from '../fixtures/holidays-no.json' with { type: 'json' };
import type { Entry } from './histories.ts';

const DAY = 86_400_000;
const OFF = new Set(Object.values(holidays.days).flat());

/** Names of the rules that this state breaks, whatever came before. */
export function brokenBy(q: Question): string[] {
  const rules: Record<string, boolean> = {
    'one person holds two seats in a group': partsOf(q).some((seats) => twice(seats.map(({ holder }) => holder))),
    'one person answers for two seats in a group as their holder': partsOf(q).some((seats) =>
      twice(heldAnswers(q, seats)),
    ),
    'the round is above the rules': q.round > q.policy.rounds,
    'more than two reminders': q.reminders.length > 2 || twice(q.reminders.map(({ kind, at }) => clocks(kind) ?? at)),
    'a seat whose substitute is called in twice': twice(q.called),
    'sent back more than once': q.sentBack > 1,
    'a deadline at the wrong time': q.deadline !== null && !isDeadline(q.deadline, q.policy),
    'a closed question has a deadline': q.status !== 'open' && q.deadline !== null,
    'decided without a decision, or the other way round': (q.decision !== null) !== AFTER_DECIDING.has(q.status),
    'an objecting seat without its objection': objectingSeats(q).some(({ n, seat }) => !stands(q, n, seat)),
    'a standing objection without a seat': standing(q).some(
      (o) => !seatsOf(o).some((id) => q.positions[id]?.objection === o.n),
    ),
    'objections, deviations or actions are not numbered in order': [q.objections, q.deviations, q.followUps].some(
      outOfOrder,
    ),
    'a recused holder has a position': q.roster.seats.some(
      (s) => isRecused(q, s) && q.positions[s.id]?.person === s.holder,
    ),
    'a position on nothing': !isProposed(q) && Object.keys(q.positions).length > 0,
    'gates out of order': (q.gates ?? []).some(({ gate }, i) => gate !== `K${i + 1}`),
    'the vendor was answered before the gates': q.vendorAnswer !== null && q.gates !== null && q.gates.length < 3,
    'checked before it was answered': q.verification !== null && q.vendorAnswer === null,
    'asked anew though it was built as decided': q.reopenedAs !== null && q.verification?.ok !== false,
    'superseded without another question': (q.status === 'superseded') !== (q.supersededBy !== null),
    'something follows what is not decided': q.decision === null && follows(q),
    'another outcome than its deviations make': otherOutcome(q),
    'an absence that ends before it begins': q.absences.some(({ from, to }) => from > to),
    'one message is two comments': twice(q.comments.flatMap(({ source }) => source?.message ?? [])),
    'asked of who is only told': q.groups.some((group) => q.alsoGroups.includes(group)) || q.groups[0] !== q.group,
  };
  return namesOf(rules);
}

const AFTER_DECIDING = new Set(['decided', 'answered', 'verified', 'superseded']);

/** Names of the rules that this event breaks where it happened. */
export function brokenByEvent({ before, event, after, at }: Entry): string[] {
  if (!before) return [];
  const rules: Record<string, boolean> = {
    'time runs backwards': at < before.updatedAt,
    'the level went down without being sent back': after.level < before.level && event.type !== 'sent-back',
    'a second extension': event.type === 'extended' && before.extended,
    'an extension is forgotten': before.extended && !after.extended,
    'called in for somebody who has spoken':
      event.type === 'extended' && event.called.some((id) => hasSpoken(before, id)),
    'a reminder of a coordinator against the rules':
      event.type === 'reminded' && clocks(event.kind) === null && !mayRemind(before, event, at),
    'the clock reminds on a coordinator’s day':
      event.type === 'reminded' && clocks(event.kind) !== null && remindedOn(before, at, 'by-coordinator'),
    'substitutes called in against the rules': event.type === 'substitutes-called' && !mayCall(before, event, at),
    'experts notified against the rules': event.type === 'experts-notified' && !mayNotify(before, event, at),
    'a closed question changed its outcome': before.status !== 'open' && decidedOf(before) !== decidedOf(after),
    'a closed question opened again': before.status !== 'open' && after.status === 'open',
    'a superseded question came back': before.status === 'superseded' && after.status !== 'superseded',
    'a closed question changed its status':
      before.status !== 'open' && before.status !== after.status && !MOVES_ON.has(event.type),
    'the outcome changed by something else':
      before.decision !== null && outcomeOf(before) !== outcomeOf(after) && !DEVIATES.has(event.type),
    'something is gone': LISTS.some((list) => after[list].length < before[list].length),
    'somebody answered who may not': answers(event).some(([seat, person]) => !mayAnswer(before, seat, person, at)),
    'somebody answered what nobody proposed': answers(event).length > 0 && !isProposed(before),
    'an objection was taken from somebody else':
      event.type === 'objection-withdrawn' && !mayWithdraw(before, event, at),
    'a filled seat left the electorate':
      event.type === 'roster-renewed' && before.status === 'open' && seatLost(before, after),
    'a comment was written anew by somebody else':
      event.type === 'comment-edited' && commentOf(before, event.source.message).person !== event.person,
    'a comment was withdrawn that was not there':
      event.type === 'comment-withdrawn' && commentOf(before, event.source.message).withdrawnAt !== undefined,
    'away still after saying they are back':
      event.type === 'absence-ended' && (event.on !== osloDate(at) || isAway(after, event)),
    'proposed twice': event.type === 'proposed' && isProposed(before),
    'a proposal changed without being amended':
      isProposed(before) && event.type !== 'amended' && before.proposal !== after.proposal,
    'lifted cross-cutting though it touches one group':
      event.type === 'escalated' && event.reason === 'cross-cutting' && isOne(before),
    'a second round of several groups': event.type === 'round-opened' && event.positions === 'kept' && !isOne(before),
    'decided against the rules': event.type === 'decided' && event.decision.how === 'rules' && !agreed(before),
    'decided by who is not the chair': event.type === 'decided' && event.decision.how === 'chair' && before.level === 1,
    'answered alone by who may not':
      event.type === 'decided' && event.decision.how === 'expert' && !mayAnswerAlone(before, event, at),
    'a gate at the wrong time': event.type === 'gate-passed' && before.status !== 'decided',
    'a review told twice or on another day': event.type === 'review-due' && !isReviewDay(before, event.n, at),
    'a reminder of an action doubled or on another day':
      event.type === 'action-reminded' && !isReminderDay(before, event, at),
    'a deviation of what was superseded': before.status === 'superseded' && DEVIATES.has(event.type),
  };
  return namesOf(rules);
}

const MOVES_ON = new Set<QuestionEvent['type']>(['vendor-answered', 'build-verified', 'superseded']);
const DEVIATES = new Set<QuestionEvent['type']>(['deviation-recorded', 'deviation-reviewed']);
const LISTS = ['objections', 'deviations', 'followUps', 'comments', 'ideas', 'escalations'] as const;

function commentOf(q: Question, message: string) {
  const found = q.comments.find(({ source }) => source?.message === message);
  if (!found) throw new Error(`no comment came of ${message}`);
  return found;
}

/** Whether each of the groups (or the body) agrees, by the table of the ground rules, and there is something to agree on. */
export function agreed(q: Question): boolean {
  const rules = q.policy.criticality[q.criticality];
  const accepted = (counts: Counts, share: Share | undefined) => {
    const yes = counts.support + counts.reservation;
    return share === undefined || atLeast(yes, yes + counts.objection, share);
  };
  return (
    hasQuorum(q) &&
    partsOf(q).every(
      (seats) =>
        accepted(count(q, seats), rules.acceptShare) &&
        blocksOf(seats).every((block) => accepted(count(q, block), rules.blockAcceptShare)),
    ) &&
    standing(q).every((o) => o.status === 'maintained' && mayMaintain(rules, q.level))
  );
}

/** Enough answered, or supported in so many words, in each of the groups. */
export function hasQuorum(q: Question): boolean {
  const rules = q.policy.criticality[q.criticality];
  const answered = (counts: Counts, share: Share | undefined) =>
    share === undefined || atLeast(counts.answered, counts.electorate, share);
  return (
    isProposed(q) &&
    partsOf(q).every(
      (seats) =>
        seats.length > 0 &&
        answered(count(q, seats), rules.quorum) &&
        blocksOf(seats).every((block) => answered(count(q, block), rules.blockQuorum)) &&
        count(q, seats).support >= (rules.minActiveSupport ?? 0),
    )
  );
}

/** Filled seats whose holders are not recused: of the groups, or of the body that has the question. */
export function votingSeats(q: Question): Seat[] {
  const all = q.level === 1 ? q.roster.seats : (bodyOf(q)?.seats ?? []);
  return all.filter((seat) => seat.holder !== null && !isRecused(q, seat));
}

/** Whether it waits for nobody's clock: at the last level, where it has no days or has used them. */
export function isAtRest(q: Question): boolean {
  const last = !q.roster.ladder.some((body) => body.level > q.level);
  return last && (q.deadline === null || q.overdue);
}

/** The seats that count together: a body's, the only group's, or each group's own. */
export function partsOf(q: Question): Seat[][] {
  const voting = votingSeats(q);
  if (q.level > 1 || q.groups.length < 2) return [voting];
  return q.groups.map((group) => voting.filter((seat) => seat.group === group));
}

function blocksOf(seats: Seat[]): Seat[][] {
  const names = [...new Set(seats.map(({ block }) => block))];
  return names.map((name) => seats.filter(({ block }) => block === name));
}

function count(q: Question, seats: Seat[]): Counts {
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
  return q.objections.some(
    (o) => o.n === n && seatsOf(o).includes(seat) && (o.status === 'open' || o.status === 'maintained'),
  );
}

function seatsOf({ seat, alsoSeats = [] }: Objection): string[] {
  return [seat, ...alsoSeats];
}

function heldAnswers(q: Question, seats: Seat[]): string[] {
  return seats.flatMap(({ id, holder }) => (holder && q.positions[id]?.person === holder ? [holder] : []));
}

function outOfOrder(numbered: { n: number }[]): boolean {
  return numbered.some(({ n }, i) => n !== i + 1);
}

/** Which seats were answered for, and by whom. */
function answers(event: QuestionEvent): [seat: string, person: string][] {
  if (event.type === 'position-taken') return [[event.seat, event.person]];
  if (event.type !== 'objection-raised') return [];
  return [event.seat, ...(event.alsoSeats ?? [])].map((seat) => [seat, event.person]);
}

/** Its holder, or its substitute while the holder is away or when called in. */
function mayAnswer(q: Question, seatId: string, person: string, at: string): boolean {
  const seat = votingSeats(q).find(({ id }) => id === seatId);
  if (!seat || q.recused.includes(person)) return false;
  const today = osloDate(at);
  const away = q.absences.some((a) => a.person === seat.holder && a.from <= today && today <= a.to);
  return seat.holder === person || (seat.substitute === person && (away || q.called.includes(seatId)));
}

/** Which of the clock's two; null: a coordinator's. */
function clocks(kind: ReminderKind): ReminderKind | null {
  return kind === 'by-coordinator' ? null : kind;
}

function isGroups(q: Question, coordinator: string | undefined): boolean {
  return q.status === 'open' && q.level === 1 && q.roster.coordinators.includes(coordinator ?? '');
}

/** To all who are silent, on a day without another. */
function mayRemind(q: Question, { person, seats }: EventOf<'reminded'>, at: string): boolean {
  const silent = votingSeats(q).filter(({ id }) => !hasSpoken(q, id));
  return isGroups(q, person) && seats.length > 0 && same(seats, silent) && !remindedOn(q, at);
}

function remindedOn(q: Question, at: string, only?: ReminderKind): boolean {
  return q.reminders.some((one) => (only ?? one.kind) === one.kind && sentOn(one.at, q) === sentOn(at, q));
}

/** For all silent seats that have one who may not answer yet. */
function mayCall(q: Question, { person, seats }: EventOf<'substitutes-called'>, at: string): boolean {
  const callable = votingSeats(q).filter(({ id, substitute }) => {
    return substitute !== null && !hasSpoken(q, id) && !q.recused.includes(substitute) && !isCovered(q, id, at);
  });
  return isGroups(q, person) && seats.length > 0 && same(seats, callable);
}

function isCovered(q: Question, seatId: string, at: string): boolean {
  const substitute = votingSeats(q).find(({ id }) => id === seatId)?.substitute ?? '';
  return mayAnswer(q, seatId, substitute, at);
}

function mayNotify(q: Question, { person, objections }: EventOf<'experts-notified'>, at: string): boolean {
  const open = standing(q).flatMap(({ n, status }) => (status === 'open' ? [n] : []));
  const last = q.expertsNotifiedAt;
  const again = last !== null && sentOn(last, q) === sentOn(at, q);
  return isGroups(q, person) && open.length > 0 && objections.join() === open.join() && !again;
}

function same(seats: string[], others: Seat[]): boolean {
  return seats.join() === others.map(({ id }) => id).join();
}

/** The day itself until 16:00 on a working day, else the next working day. */
function sentOn(at: string, { policy }: Question): string {
  const hour = new Date(Date.parse(at) + (isSummer(at) ? 2 : 1) * 3_600_000).toISOString().slice(11, 16);
  let day = osloDate(at);
  if (hour >= '16:00') day = dayAfter(day);
  while (!isWorkday(day, policy)) day = dayAfter(day);
  return day;
}

/** All seats that object with it are the person's to speak for, or were spoken for by them. */
function mayWithdraw(q: Question, { n, person }: EventOf<'objection-withdrawn'>, at: string): boolean {
  const holding = votingSeats(q).filter(({ id }) => q.positions[id]?.objection === n);
  return holding.every(({ id, holder }) => {
    return holder === person || q.positions[id]?.person === person || mayAnswer(q, id, person, at);
  });
}

/** A filled seat stays filled, unless its holder has another in its group now. */
function seatLost(before: Question, after: Question): boolean {
  return before.roster.seats.some(({ id, group, holder }) => {
    const now = after.roster.seats.find((seat) => seat.id === id);
    const elsewhere = after.roster.seats.some((seat) => seat.group === group && seat.holder === holder);
    return holder !== null && !now?.holder && !elsewhere;
  });
}

function isAway(q: Question, { person, on }: EventOf<'absence-ended'>): boolean {
  return q.absences.some((absence) => absence.person === person && absence.to >= on);
}

function isProposed({ proposal }: Question): boolean {
  return proposal.option !== null || proposal.text !== null;
}

function hasSpoken(q: Question, seat: string): boolean {
  return seat in (isProposed(q) ? q.positions : q.preferences);
}

/** One group is asked and no other is told. */
function isOne(q: Question): boolean {
  return q.groups.length === 1 && q.alsoGroups.length === 0;
}

/** An expert, of a green question that proposes something, in the moment it is asked. */
function mayAnswerAlone(q: Question, { decision }: EventOf<'decided'>, at: string): boolean {
  const expert = decision.person !== null && q.roster.experts.includes(decision.person);
  return expert && q.criticality === 'green' && isProposed(q) && at === q.askedAt && q.updatedAt === q.askedAt;
}

function follows({ deviations, followUps, gates, vendorAnswer, supersededBy, reopenedAs }: Question): boolean {
  const lists = [deviations, followUps, gates ?? []];
  return lists.some((list) => list.length > 0) || [vendorAnswer, supersededBy, reopenedAs].some((one) => one !== null);
}

/** A deviation that has not ended makes the outcome local; with all ended the solution is common. Without any a chair may have said either. */
function otherOutcome({ decision, deviations }: Question): boolean {
  if (decision === null || deviations.length === 0) return false;
  return (decision.outcome === 'local-deviation') !== deviations.some(({ endedAt }) => endedAt === null);
}

function isReviewDay(q: Question, n: number, at: string): boolean {
  const deviation = q.deviations.find((one) => one.n === n);
  if (!deviation || deviation.endedAt !== null || deviation.reviewDue) return false;
  return isToldOn(deviation.reviewOn, at, q.policy);
}

/** Its own date, later than any it was reminded of: five working days before it is due, the day itself, or a report's. */
function isReminderDay(q: Question, { n, why, on }: EventOf<'action-reminded'>, at: string): boolean {
  const action = q.followUps.find((one) => one.n === n);
  if (!action || action.doneAt !== null || on <= action.remindedOn || !isToldOn(on, at, q.policy)) return false;
  if (why === 'due') return on === action.due;
  return why === 'soon'
    ? workdaysFrom(dayBefore(on), dayBefore(action.due), q.policy) === 5 && isWorkday(on, q.policy)
    : isReportDay(action, on);
}

function isReportDay({ reports }: FollowUp, on: string): boolean {
  if (reports === null) return false;
  const day = on.slice(5);
  return reports.every === 'tertial' ? ['04-30', '08-31', '12-31'].includes(day) : day === reports.on;
}

/** At 08:30 on the date, or on the first working day after it. */
function isToldOn(date: string, at: string, policy: Policy): boolean {
  const today = osloDate(at);
  const summer = isSummer(at);
  const onTime = at.slice(10) === (summer ? 'T06:30:00.000Z' : 'T07:30:00.000Z');
  return onTime && isWorkday(today, policy) && date <= today && workdaysFrom(dayBefore(date), today, policy) === 1;
}

/** Working days after the first date, up to and with the last. */
function workdaysFrom(first: string, last: string, policy: Policy): number {
  let found = 0;
  for (let day = dayAfter(first); day <= last; day = dayAfter(day)) if (isWorkday(day, policy)) found += 1;
  return found;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
}

function bodyOf(q: Question) {
  return q.roster.ladder.find((body) => body.level === q.level);
}

function isRecused(q: Question, { holder }: Seat): boolean {
  return holder !== null && q.recused.includes(holder);
}

/** All that a closed question has decided; what is said afterwards, and for whom it is different, is left out. */
function decidedOf(q: Question): string {
  const { level, round, criticality, proposal, positions, objections, decision, withdrawal } = q;
  const made = decision && { ...decision, outcome: null };
  return JSON.stringify({ level, round, criticality, proposal, positions, objections, made, withdrawal });
}

function outcomeOf(q: Question): string | undefined {
  return q.decision?.outcome;
}

/** 15:00 in Oslo on a working day. */
function isDeadline(at: string, policy: Policy): boolean {
  return at.slice(10) === (isSummer(at) ? 'T13:00:00.000Z' : 'T14:00:00.000Z') && isWorkday(at.slice(0, 10), policy);
}

/** By the dates on which Europe moves its clocks. */
function isSummer(at: string): boolean {
  return at >= lastSunday(at, 2) && at < lastSunday(at, 9);
}

function osloDate(at: string): string {
  return new Date(Date.parse(at) + (isSummer(at) ? 2 : 1) * 3_600_000).toISOString().slice(0, 10);
}

/** 01:00 UTC on the last Sunday of a month with 31 days, in that year. */
function lastSunday(at: string, month: number): string {
  const last = new Date(Date.UTC(Number(at.slice(0, 4)), month, 31, 1));
  return new Date(last.getTime() - last.getUTCDay() * DAY).toISOString();
}

function isWorkday(date: string, policy: Policy): boolean {
  if (!(date.slice(0, 4) in holidays.days)) throw new Error(`no holidays are written down for ${date}`);
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
